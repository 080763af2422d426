use std::sync::LazyLock;

use super::Model;

/// The model yinmo is shipped with.
pub fn shipped() -> &'static Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| {
        Model::from_bytes(include_bytes!("../../../model/names.bin"))
            .expect("the file is written by the trainer")
    });
    &MODEL
}
