//! What must hold for any text that is masked.

use std::sync::LazyLock;

use yinmo::operators::Names;
use yinmo::text::{Edit, apply};
use yinmo::{Item, Limits, Pipeline, Source};

/// Building a pipeline takes longer than a run.
static WHOLE: LazyLock<Pipeline> = LazyLock::new(|| in_chunks(1 << 20));
static CHUNKED: LazyLock<[Pipeline; 4]> = LazyLock::new(|| [16, 64, 250, 1000].map(in_chunks));

fn in_chunks(chunk_bytes: usize) -> Pipeline {
    Pipeline::default().with_limits(Limits { chunk_bytes, ..Limits::default() })
}

/// What `find` says is what changes, and masking what was masked changes nothing.
pub fn check_text(text: &str) {
    let edits = edits_of(text);
    let mut kept = 0;
    for span in edits.iter().map(|edit| edit.span) {
        assert!(kept <= span.start && span.start < span.end, "in order, apart, and not empty");
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
        kept = span.end;
    }
    let masked = WHOLE.mask(text);
    assert_eq!(WHOLE.mask(&masked), masked, "twice is once");
    assert!(edits_of(&masked).is_empty(), "the output is clean");
    if let Some((once, _)) = written(&WHOLE, "a.txt", text) {
        assert_eq!(once, apply(text, &edits), "what stands outside the findings stays");
    }
}

/// The size of the chunks shows neither in what is found nor in what is written.
pub fn check_document(name: &str, text: &str, choice: usize) {
    let chunked = &CHUNKED[choice % CHUNKED.len()];
    assert_eq!(written(chunked, name, text), written(&WHOLE, name, text));
    assert!(WHOLE.mask_bytes(Source::Bytes { name, bytes: text.as_bytes() }, &mut ()).is_ok(), "no residue");
}

fn edits_of(text: &str) -> Vec<Edit> {
    let names = Names::default();
    let decided = WHOLE.find(text).into_iter().filter_map(|decided| {
        let (span, kind) = (decided.finding.span, decided.finding.kind);
        Some(Edit::new(span, decided.decision.action.replace(span.of(text), kind, &names)?))
    });
    decided.collect()
}

type Seen = Vec<(usize, usize, &'static str, &'static str)>;

/// What one pass writes and finds, unless the document is not inspected.
fn written(pipeline: &Pipeline, name: &str, text: &str) -> Option<(String, Seen)> {
    let (mut out, mut items) = (Vec::new(), Vec::<Item>::new());
    let source = Source::Bytes { name, bytes: text.as_bytes() };
    let report = pipeline.mask_to(source, &mut out, &mut items).expect("memory can be written");
    if !report.was_read() {
        return None;
    }
    let seen = items.iter().map(|item| (item.start, item.end, item.kind.id(), item.action.id())).collect();
    Some((String::from_utf8(out).expect("UTF-8 stays UTF-8"), seen))
}
