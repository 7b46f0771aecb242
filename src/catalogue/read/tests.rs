use super::*;
use crate::catalogue::Catalogue;

const SOUND: &str = include_str!("../../../catalogue/faire_savoir.json");

#[test]
fn what_cannot_be_read_is_told_with_its_place() {
    let told = |text: String| {
        let faults = read(text.as_bytes()).unwrap_err();
        faults.into_iter().map(|fault| (fault.place, fault.wrong)).collect::<Vec<_>>()
    };
    let cut = SOUND[..SOUND.len() / 2].to_owned();
    for (text, place, wrong) in [
        (cut, "", Wrong::NotJson),
        (format!("{SOUND} more"), "", Wrong::NotJson),
        ("[]".into(), "", Wrong::OtherShape),
        (SOUND.replacen("\"purpose\"", "\"porpoise\"", 1), "porpoise", Wrong::Unknown),
        (SOUND.replacen("\"faire_savoir\"", "\"Faire savoir\"", 1), "id", Wrong::NotAnId),
        (SOUND.replacen("\"closed\"", "\"shut\"", 1), "steps[0].phones.owner", Wrong::OtherShape),
        (SOUND.replacen("\"typ\": 10, ", "", 1), "minutes.typ", Wrong::Missing),
    ] {
        assert_eq!(told(text), [(place.to_owned(), wrong)]);
    }
}

#[test]
fn a_file_of_another_shape_is_refused_with_its_place() {
    let planted = SOUND.replace("\"speaks\"", "\"shouts\"");
    let fault = Catalogue::from_files([("planted.json", &planted)]).unwrap_err();
    let line = 1 + planted_at(&planted, "shouts");
    let told = format!("planted.json: steps[0].shouts: is no field of a process (line {line})");
    assert_eq!(fault.to_string(), told);
}

#[test]
fn a_file_that_contradicts_itself_is_refused_with_its_place() {
    let planted =
        SOUND.replace("\"limit\": 140", "\"limit\": 501").replacen("\"typ\": 10", "\"typ\": 11", 1);
    let fault = Catalogue::from_files([("planted.json", planted)]).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "planted.json: minutes.typ: is 11, the steps add up to 10; \
         steps[3].inputs[0].limit: is 501, outside 1 to 500"
    );
}

/// The line, from 0, on which a word stands first.
fn planted_at(text: &str, word: &str) -> usize {
    text.lines().position(|line| line.contains(word)).unwrap()
}

#[test]
fn a_process_of_an_earlier_house_reads_under_its_old_names() {
    let witness = include_str!("../../../catalogue/temoignage.json");
    let now: Process = serde_json::from_str(witness).unwrap();
    assert!(now.fleeting);
    let mut before: serde_json::Value = serde_json::from_str(witness).unwrap();
    let fleeting = before.as_object_mut().unwrap().remove("fleeting").unwrap();
    before["erased"] = fleeting;
    before["steps"][0]["posture"] = serde_json::json!({ "fr": "coach", "en": "coach" });
    assert_eq!(serde_json::from_value::<Process>(before).unwrap(), now);
}
