//! Two words for a knock, the same on the device that knocks and on the tablet.

use sha2::{Digest, Sha256};

use crate::domain::id::KnockId;
use crate::domain::process::Text;

/// Plain things, short in both languages, none of which sounds like another.
const THINGS: [(&str, &str); 64] = [
    ("abeille", "bee"),
    ("ancre", "anchor"),
    ("arbre", "tree"),
    ("balcon", "balcony"),
    ("bateau", "boat"),
    ("boussole", "compass"),
    ("bougie", "candle"),
    ("bouton", "button"),
    ("brique", "brick"),
    ("cerise", "cherry"),
    ("chapeau", "hat"),
    ("château", "castle"),
    ("cheval", "horse"),
    ("citron", "lemon"),
    ("clé", "key"),
    ("cloche", "bell"),
    ("colline", "hill"),
    ("corail", "coral"),
    ("coquille", "shell"),
    ("crayon", "pencil"),
    ("dauphin", "dolphin"),
    ("désert", "desert"),
    ("échelle", "ladder"),
    ("écharpe", "scarf"),
    ("étoile", "star"),
    ("fenêtre", "window"),
    ("feuille", "leaf"),
    ("flûte", "flute"),
    ("forêt", "forest"),
    ("fraise", "strawberry"),
    ("fusée", "rocket"),
    ("girafe", "giraffe"),
    ("glace", "ice"),
    ("guitare", "guitar"),
    ("hibou", "owl"),
    ("horloge", "clock"),
    ("île", "island"),
    ("jardin", "garden"),
    ("lampe", "lamp"),
    ("lune", "moon"),
    ("marteau", "hammer"),
    ("miel", "honey"),
    ("miroir", "mirror"),
    ("montagne", "mountain"),
    ("moulin", "mill"),
    ("neige", "snow"),
    ("nuage", "cloud"),
    ("olive", "olive"),
    ("orange", "orange"),
    ("panier", "basket"),
    ("papillon", "butterfly"),
    ("phare", "lighthouse"),
    ("plume", "feather"),
    ("pomme", "apple"),
    ("pont", "bridge"),
    ("renard", "fox"),
    ("rivière", "river"),
    ("sable", "sand"),
    ("sapin", "fir"),
    ("soleil", "sun"),
    ("tambour", "drum"),
    ("tortue", "turtle"),
    ("valise", "suitcase"),
    ("violon", "violin"),
];

/// The two words of a knock.
pub(super) fn of(knock: KnockId) -> Text {
    let hash = Sha256::digest(knock.0.as_bytes());
    let first = usize::from(hash[0]) % THINGS.len();
    // Never the same word twice.
    let second = (first + 1 + usize::from(hash[1]) % (THINGS.len() - 1)) % THINGS.len();
    let (one, two) = (THINGS[first], THINGS[second]);
    Text { fr: format!("{} {}", one.0, two.0), en: format!("{} {}", one.1, two.1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use uuid::Uuid;

    #[test]
    fn no_word_stands_twice() {
        assert_eq!(THINGS.iter().map(|(fr, _)| fr).collect::<BTreeSet<_>>().len(), THINGS.len());
        assert_eq!(THINGS.iter().map(|(_, en)| en).collect::<BTreeSet<_>>().len(), THINGS.len());
    }

    #[test]
    fn a_knock_keeps_its_words_and_has_two() {
        let knock = KnockId(Uuid::from_u128(7));
        assert_eq!(of(knock), of(knock));
        for n in 0..500 {
            let words = of(KnockId(Uuid::from_u128(n)));
            let two: BTreeSet<_> = words.fr.split(' ').collect();
            assert_eq!(two.len(), 2, "{}", words.fr);
        }
    }
}
