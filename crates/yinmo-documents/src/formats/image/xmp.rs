//! XMP (ISO 16684-1): RDF in XML.

use super::beside::Beside;
use crate::Error;
use crate::package::xml::{Node, Piece, Xml, pieces};

#[rustfmt::skip]
const LABELS: &[(&str, &str)] = &[
    ("creator", "作者"), ("Artist", "作者"), ("CaptionWriter", "撰稿人"), ("AuthorsPosition", "职务"), ("description", "说明"),
    ("title", "标题"), ("Headline", "标题"), ("subject", "关键词"), ("rights", "版权"), ("contributor", "参与者"), ("Credit", "来源"),
    ("Source", "来源"), ("City", "城市"), ("State", "省份"), ("Location", "地点"), ("OwnerName", "所有者"), ("PersonInImage", "人物"),
    ("CiAdrExtadr", "地址"), ("CiEmailWork", "邮箱"), ("CiTelWork", "电话"), ("GPSLatitude", "拍摄位置"), ("GPSLongitude", "拍摄位置"),
    ("UserComment", "备注"), ("ImageDescription", "说明"),
];

fn label(name: &str) -> Option<&'static str> {
    LABELS.iter().find(|known| known.0 == name).map(|known| known.1)
}

pub(super) fn read(packet: &[u8], beside: &mut Beside) {
    if read_xml(packet, beside).is_err() {
        beside.text("XMP", packet);
    }
}

fn read_xml(packet: &[u8], beside: &mut Beside) -> Result<(), Error> {
    let packet = packet.strip_suffix(&[0]).unwrap_or(packet);
    let mut xml = Xml::new(packet)?;
    let text = std::str::from_utf8(packet).map_err(|_| Error::undecodable(0))?;
    // What an element is called holds for those within it that have no name of their own, such as the items of a list.
    let mut open = Vec::new();
    while let Some(node) = xml.next()? {
        let inherited = open.last().copied().unwrap_or("XMP");
        match node {
            Node::Open(tag) => {
                let name = label(tag.name).unwrap_or(inherited);
                for attribute in tag.attributes() {
                    let attribute = attribute?;
                    // Addresses that name the vocabulary are no text.
                    if !attribute.value().starts_with("http://") || label(attribute.name).is_some() {
                        beside.say(label(attribute.name).unwrap_or(name), &attribute.value());
                    }
                }
                if !tag.is_empty {
                    open.push(name);
                }
            }
            Node::Close(..) => drop(open.pop()),
            Node::Text(range) => {
                let plain = pieces(text, range).map(|piece| match piece {
                    Piece::Plain(range) | Piece::Unknown(range) => text[range].to_owned(),
                    Piece::Reference(_, c) => c.to_string(),
                });
                beside.say(inherited, &plain.collect::<String>());
            }
            Node::Cdata(range) | Node::Comment(range) | Node::Instruction(range) => {
                beside.say(inherited, &text[range]);
            }
        }
    }
    Ok(())
}
