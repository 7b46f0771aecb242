//! Frames: once per audience, sections that keep their revision, the same for all of a role at rest.

use std::collections::BTreeMap;
use std::sync::Arc;

use cercle::domain::command::ByParticipant;
use cercle::view::{Audience, Frame};

use crate::support::{Day, case, fields, seat, until};

fn revisions(frame: &Frame) -> BTreeMap<&'static str, u64> {
    frame.sections.iter().map(|section| (section.name, section.revision)).collect()
}

#[tokio::test(start_paused = true)]
async fn a_frame_is_encoded_once_and_its_unchanged_sections_keep_their_revision() {
    let day = Day::with_cases(3, 30).await;
    let before = until(&day.handle, |shown| shown.around.screens == 1).await;
    let frame = before.frame(Audience::Facilitator);
    assert!(Arc::ptr_eq(&frame, &before.frame(Audience::Facilitator)));
    day.says(1, ByParticipant::PutCase { case: case(1), fields: fields("Autrement ?") }).await;
    let after = day.handle.published().frame(Audience::Facilitator);
    let (old, new) = (revisions(&frame), revisions(&after));
    assert_eq!(new["texts"], old["texts"]);
    assert!(new["cases"] > old["cases"]);
    for section in &frame.sections {
        let kept = after.sections.iter().find(|other| other.name == section.name);
        let kept = kept.expect("a section does not go away");
        let same = kept.revision == section.revision;
        assert_eq!(same, Arc::ptr_eq(&kept.text, &section.text), "{}", section.name);
    }
}

#[tokio::test(start_paused = true)]
async fn who_reads_an_older_snapshot_is_never_shown_less_than_was_shown() {
    let day = Day::with_cases(2, 30).await;
    let older = day.handle.published();
    day.says(1, ByParticipant::PutCase { case: case(1), fields: fields("Autrement ?") }).await;
    let newest = day.handle.published().frame(Audience::Screen);
    assert!(Arc::ptr_eq(&older.frame(Audience::Screen), &newest));
}

#[tokio::test(start_paused = true)]
async fn at_rest_all_of_a_role_have_the_same_frame() {
    let day = Day::with_people(4).await;
    let mut readers = Vec::new();
    for n in 0..8_u128 {
        let audience = match n % 4 {
            0 => Audience::Facilitator,
            1 => Audience::Screen,
            _ => Audience::Participant(seat(1)),
        };
        let mut attached = day.handle.attach(audience);
        readers.push(tokio::spawn(async move {
            // Each folds what it hears, at a pace of its own, until nothing more comes.
            let mut folded: BTreeMap<&'static str, (u64, Arc<str>)> = BTreeMap::new();
            let mut published = attached.published();
            loop {
                for section in &published.frame(audience).sections {
                    let held = folded.entry(section.name).or_insert((0, "".into()));
                    assert!(section.revision >= held.0, "{} went back", section.name);
                    *held = (section.revision, section.text.clone());
                }
                let pause = std::time::Duration::from_millis(37 * (n as u64 + 1));
                tokio::time::sleep(pause).await;
                let rest = std::time::Duration::from_secs(60);
                match tokio::time::timeout(rest, attached.changed()).await {
                    Ok(newer) => published = newer.unwrap(),
                    // It stays in: leaving would be news for the others.
                    Err(_) => return (audience, folded, attached),
                }
            }
        }));
    }
    for n in 1..=4 {
        day.says(n, ByParticipant::Engage { version: 1 }).await;
        tokio::time::sleep(std::time::Duration::from_millis(90)).await;
    }
    let mut of_role: BTreeMap<Audience, BTreeMap<&'static str, (u64, Arc<str>)>> = BTreeMap::new();
    let mut still_in = Vec::new();
    for reader in readers {
        let (audience, folded, attached) = reader.await.unwrap();
        still_in.push(attached);
        let first = of_role.entry(audience).or_insert_with(|| folded.clone());
        assert_eq!(*first, folded, "{audience:?}");
    }
    assert_eq!(of_role.len(), 3);
}
