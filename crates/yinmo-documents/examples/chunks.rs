use yinmo_documents::*;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    let Sniffed::Format(format) = sniff(&bytes[..bytes.len().min(8192)], &path) else { panic!() };
    let mut document = format.open(Input::memory(&bytes[..], Encoding::UTF_8), &Scope::new(&Limits::default()));
    while let Some(chunk) = document.next_chunk().unwrap() {
        println!("==== {:?} {:?} {} parts", chunk.file(), chunk.section(), chunk.part_count());
        let part = chunk.part(0).unwrap();
        println!("{:?}", chunk.stand(&part, 0, &mut |_, k| k.to_owned()));
        println!("{}", chunk.own_text());
    }
    for note in document.take_notes() { println!("{note:?}"); }
}
