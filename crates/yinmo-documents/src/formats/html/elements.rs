//! What elements of HTML do to the text in them.

use super::token::{Attribute, Tag};

/// Whether a line ends where it begins and where it ends.
pub(super) fn breaks_lines(name: &str) -> bool {
    !matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "base"
            | "basefont"
            | "bdi"
            | "bdo"
            | "big"
            | "blink"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "input"
            | "ins"
            | "kbd"
            | "label"
            | "link"
            | "map"
            | "area"
            | "mark"
            | "meta"
            | "meter"
            | "nobr"
            | "output"
            | "progress"
            | "q"
            | "rb"
            | "rp"
            | "rt"
            | "rtc"
            | "ruby"
            | "s"
            | "samp"
            | "script"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "style"
            | "sub"
            | "sup"
            | "template"
            | "time"
            | "tspan"
            | "tt"
            | "u"
            | "var"
            | "wbr"
            | "noscript"
            | "object"
            | "param"
            | "source"
            | "track"
            | "slot"
            | "mi"
            | "mn"
            | "mo"
            | "mtext"
            | "mrow"
            | "math"
            | "o:p"
            | "st1:chmetcnv"
            | "nowrap"
    ) && !name.starts_with("st1:")
}

/// Whether nothing can stand in it.
pub(super) fn has_no_end(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Whether the element that is open ends where another one opens.
pub(super) fn is_implied_by(open: &str, opens: &str) -> bool {
    match open {
        "li" => opens == "li",
        "dt" | "dd" => matches!(opens, "dt" | "dd"),
        "option" => matches!(opens, "option" | "optgroup"),
        "td" | "th" => matches!(opens, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot"),
        "tr" => matches!(opens, "tr" | "tbody" | "thead" | "tfoot"),
        "rt" | "rp" => matches!(opens, "rt" | "rp" | "rb"),
        "p" => {
            breaks_lines(opens)
                && !matches!(
                    opens,
                    "br" | "button"
                        | "select"
                        | "textarea"
                        | "svg"
                        | "iframe"
                        | "video"
                        | "audio"
                        | "picture"
                )
        }
        _ => false,
    }
}

/// Whether what stands in the element is not seen.
pub(super) fn is_hidden(tag: &Tag, text: &str) -> bool {
    if matches!(&*tag.name, "template" | "noscript") {
        return true;
    }
    let says = |attribute: &Attribute| &text[attribute.raw.clone()];
    tag.attributes.iter().any(|attribute| match &*attribute.name {
        "hidden" => tag.name != "embed",
        "aria-hidden" => says(attribute).eq_ignore_ascii_case("true"),
        "type" => tag.name == "input" && says(attribute).eq_ignore_ascii_case("hidden"),
        "style" => {
            let style: String = says(attribute).chars().filter(|c| !c.is_whitespace()).collect();
            let style = style.to_ascii_lowercase();
            let hides = [
                "display:none",
                "visibility:hidden",
                "visibility:collapse",
                "font-size:0;",
                "font-size:0px",
                "opacity:0;",
                "mso-hide:all",
            ];
            hides.iter().any(|how| style.contains(how))
                || style.ends_with("opacity:0")
                || style.ends_with("font-size:0")
        }
        _ => false,
    })
}
