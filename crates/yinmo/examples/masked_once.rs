fn main() {
    let args: Vec<String> = std::env::args().collect();
    let bytes = std::fs::read(&args[1]).unwrap();
    let mut out = Vec::new();
    let report = yinmo::Pipeline::default().mask_to(yinmo::Source::Bytes { name: &args[1], bytes: &bytes }, &mut out, &mut ());
    println!("{:?}", report.map(|report| (report.verdict, report.notes)));
    std::fs::write(&args[2], out).unwrap();
}
