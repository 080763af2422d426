//! What a policy may strip is what documents can lose.

use yinmo::Extra;
use yinmo::policy::EXTRAS;

#[test]
fn policies_and_documents_know_the_same_extras() {
    let known: Vec<_> = Extra::ALL.into_iter().map(Extra::id).collect();
    assert_eq!(known, EXTRAS);
}
