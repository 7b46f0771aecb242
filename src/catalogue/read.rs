//! A process read from the text of a file: whole, or what is wrong with it and where.

use serde_json::error::Category;

use crate::domain::process::{Fault, Process, Wrong};

#[cfg(test)]
mod tests;

/// The process that a file's text holds, or everything that is wrong with it: what cannot be read ends
/// the reading, what contradicts itself is all told.
pub fn read(text: &[u8]) -> Result<Process, Vec<Fault>> {
    let mut json = serde_json::Deserializer::from_slice(text);
    let process: Process = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        vec![unreadable(path, error.inner())]
    })?;
    json.end().map_err(|error| vec![unreadable(String::new(), &error)])?;
    let faults = process.faults();
    if faults.is_empty() { Ok(process) } else { Err(faults) }
}

fn unreadable(path: String, error: &serde_json::Error) -> Fault {
    let (line, column) = (error.line() as i64, error.column() as i64);
    if error.classify() != Category::Data {
        return Fault { place: String::new(), wrong: Wrong::NotJson, figures: vec![line, column] };
    }
    // The path ends above a field that is not there: its name is told by the message alone.
    let said = error.to_string();
    let named = |lead: &str| {
        let rest = said.strip_prefix(lead)?;
        rest.split_once('`').map(|(name, _)| name.to_owned())
    };
    let above = if path == "." { String::new() } else { path };
    if let Some(name) = named("missing field `") {
        return Fault { place: below(&above, &name), wrong: Wrong::Missing, figures: vec![line] };
    }
    if named("unknown field `").is_some() {
        return Fault { place: above, wrong: Wrong::Unknown, figures: vec![line] };
    }
    if above == "id" {
        return Fault { place: above, wrong: Wrong::NotAnId, figures: Vec::new() };
    }
    Fault { place: above, wrong: Wrong::OtherShape, figures: vec![line] }
}

fn below(above: &str, name: &str) -> String {
    if above.is_empty() { name.to_owned() } else { format!("{above}.{name}") }
}
