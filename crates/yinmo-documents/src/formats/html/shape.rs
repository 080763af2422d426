//! Which tables of a page are tables, and which only hold its parts in place.

use super::elements::breaks_lines;
use super::token::{Token, Tokens};

/// What a table looks like.
#[derive(Clone, Copy, Default)]
pub(super) struct Shape {
    has_tables: bool,
    /// The most cells of a row.
    width: usize,
    cells: usize,
    /// The most paragraphs and their like of a cell.
    blocks: usize,
    blocks_of_cell: usize,
}

impl Shape {
    /// Whether its cells are values in rows and columns.
    pub(super) fn is_a_table(self) -> bool {
        /// A cell with more is a part of the page.
        const MOST_BLOCKS: usize = 6;
        !self.has_tables && self.width >= 2 && self.blocks <= MOST_BLOCKS
    }
}

/// The tables, in the order in which they begin.
pub(super) fn shapes(text: &str, is_xml: bool) -> Vec<Shape> {
    let mut tokens = Tokens::new(0..text.len(), is_xml);
    let (mut shapes, mut open): (Vec<Shape>, Vec<usize>) = Default::default();
    while let Some(token) = tokens.next(text) {
        let Token::Tag(tag) = token else { continue };
        if tag.name == "table" {
            if tag.closes {
                open.pop();
            } else {
                if let Some(&outer) = open.last() {
                    shapes[outer].has_tables = true;
                }
                open.push(shapes.len());
                shapes.push(Shape::default());
            }
            continue;
        }
        let Some(shape) = open.last().and_then(|&nth| shapes.get_mut(nth)) else { continue };
        match &*tag.name {
            _ if tag.closes => {}
            "tr" => shape.cells = 0,
            "td" | "th" => {
                shape.cells += 1;
                shape.width = shape.width.max(shape.cells);
                shape.blocks_of_cell = 0;
            }
            "br" | "option" | "select" | "caption" | "tbody" | "thead" | "tfoot" => {}
            name if breaks_lines(name) => {
                shape.blocks_of_cell += 1;
                shape.blocks = shape.blocks.max(shape.blocks_of_cell);
            }
            _ => {}
        }
    }
    shapes
}
