//! One example: a real value under its name, as it is on the wire.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// An example.
pub(crate) struct Example {
    /// What it is an example of.
    pub(crate) name: String,
    json: String,
}

impl Example {
    /// How it stands in the document.
    pub(crate) fn block(&self) -> String {
        format!("#### {}\n\n```json\n{}\n```\n", self.name, self.json)
    }
}

/// An example of this name. What is spelled is read back: both sides of the wire understand it.
pub(crate) fn example<T: Serialize + DeserializeOwned>(name: &str, value: &T) -> Example {
    let json = serde_json::to_string_pretty(value).unwrap();
    let read: T = serde_json::from_str(&json).unwrap_or_else(|fault| panic!("{name}: {fault}"));
    assert_eq!(serde_json::to_string_pretty(&read).unwrap(), json, "{name} is read otherwise");
    Example { name: name.to_owned(), json }
}

/// An example named by what stands in its tag.
pub(crate) fn tagged<T: Serialize + DeserializeOwned>(of: &str, tag: &str, value: &T) -> Example {
    let json = serde_json::to_value(value).unwrap();
    let tag = json[tag].as_str().unwrap_or_else(|| panic!("{of}: no tag {tag}"));
    example(&format!("{of} · {tag}"), value)
}

/// One value of each variant. A variant without one does not compile.
macro_rules! one_of_each {
    ($enum:ident { $($variant:ident $fields:tt),+ $(,)? }) => {{
        let all = vec![$($enum::$variant $fields),+];
        for value in &all {
            match value {
                $($enum::$variant { .. } => {}),+
            }
        }
        all
    }};
}

pub(crate) use one_of_each;
