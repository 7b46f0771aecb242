//! What a face has heard already, and what is new for it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use crate::domain::id::Timestamp;
use crate::view::{Frame, Section};

/// The revision of each section a face has, within one epoch.
#[derive(Debug, Clone, Default)]
pub(super) struct Heard {
    epoch: Option<Arc<str>>,
    revisions: Vec<(Box<str>, u64)>,
}

impl Heard {
    /// As the face says it.
    pub fn said(epoch: Option<String>, revisions: BTreeMap<String, u64>) -> Self {
        let revisions = revisions.into_iter().map(|(name, at)| (name.into_boxed_str(), at));
        Self { epoch: epoch.map(Into::into), revisions: revisions.collect() }
    }

    /// As the long poll says it: `now:12,cases:3`.
    pub fn listed(epoch: Option<String>, have: &str) -> Option<Self> {
        let pair = |pair: &str| {
            let (name, revision) = pair.split_once(':')?;
            Some((name.to_owned(), revision.parse().ok()?))
        };
        let listed: Option<BTreeMap<String, u64>> =
            have.split(',').filter(|pair| !pair.is_empty()).map(pair).collect();
        Some(Self::said(epoch, listed?))
    }

    /// Whether the face lacks anything of this frame.
    pub fn lacks(&self, epoch: &Arc<str>, frame: &Frame) -> bool {
        self.epoch.as_ref() != Some(epoch)
            || frame.sections.iter().any(|section| !self.has(section))
    }

    /// The message with all that the face lacks, which it then has.
    pub fn tell(&mut self, epoch: &Arc<str>, frame: &Frame, now: Timestamp) -> String {
        if self.epoch.as_ref() != Some(epoch) {
            self.epoch = Some(epoch.clone());
            self.revisions.clear();
        }
        let news: Vec<&Section> =
            frame.sections.iter().filter(|section| !self.has(section)).collect();
        let text = spell(epoch, &news, now);
        self.revisions =
            frame.sections.iter().map(|section| (section.name.into(), section.revision)).collect();
        text
    }

    /// A face may say that it has more than there is; what is not the same is sent.
    fn has(&self, section: &Section) -> bool {
        self.revisions
            .iter()
            .any(|(name, revision)| **name == *section.name && *revision == section.revision)
    }
}

/// The wire's `frame` message around sections that are encoded already.
fn spell(epoch: &str, sections: &[&Section], now: Timestamp) -> String {
    let length: usize = sections.iter().map(|section| section.text.len() + 64).sum();
    let mut text = String::with_capacity(length + 128);
    let revision = sections.iter().map(|section| section.revision).max().unwrap_or(0);
    let epoch = serde_json::Value::from(epoch);
    // Writing to a string cannot fail.
    let _ = write!(
        text,
        "{{\"type\":\"frame\",\"epoch\":{epoch},\"revision\":{revision},\"serverTime\":{},\"sections\":{{",
        now.0
    );
    for (index, section) in sections.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        let _ = write!(
            text,
            "{comma}\"{}\":{{\"revision\":{},\"value\":{}}}",
            section.name, section.revision, section.text
        );
    }
    text.push_str("}}");
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::common::ToFace;
    use serde_json::json;

    fn frame(now: u64, cases: u64) -> Frame {
        let now = Section::carried("now", now, "{\"a\":1}");
        Frame { sections: vec![now, Section::carried("cases", cases, "[]")] }
    }

    fn sections(text: &str) -> serde_json::Value {
        match serde_json::from_str(text).unwrap() {
            ToFace::Frame { sections, .. } => sections,
            other => panic!("not a frame: {other:?}"),
        }
    }

    #[test]
    fn only_what_the_face_lacks_is_sent() {
        let epoch: Arc<str> = "e".into();
        let mut heard = Heard::default();
        assert!(heard.lacks(&epoch, &frame(1, 1)));
        let all = heard.tell(&epoch, &frame(1, 1), Timestamp(5));
        assert_eq!(
            sections(&all),
            json!({"now": {"revision": 1, "value": {"a": 1}}, "cases": {"revision": 1, "value": []}})
        );
        assert!(!heard.lacks(&epoch, &frame(1, 1)));
        let news = heard.tell(&epoch, &frame(1, 2), Timestamp(5));
        assert_eq!(sections(&news), json!({"cases": {"revision": 2, "value": []}}));
    }

    #[test]
    fn another_epoch_begins_anew() {
        let mut heard = Heard::listed(Some("old".into()), "now:1,cases:1").unwrap();
        assert!(!heard.lacks(&"old".into(), &frame(1, 1)));
        let all = sections(&heard.tell(&"new".into(), &frame(1, 1), Timestamp(0)));
        assert_eq!(all.as_object().unwrap().len(), 2);
    }

    #[test]
    fn a_list_is_read_or_refused() {
        assert!(Heard::listed(None, "").is_some());
        for bad in ["now", "now:x", "now:-1", "now:1;cases:2"] {
            assert!(Heard::listed(None, bad).is_none(), "{bad}");
        }
        let has_more = Heard::listed(Some("e".into()), "now:9,cases:1").unwrap();
        assert!(has_more.lacks(&"e".into(), &frame(1, 1)), "what it has is not what is");
    }
}
