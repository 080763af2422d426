//! Loops over many bytes or characters, compiled for wider vector instructions where the machine has them.

#[cfg(target_arch = "x86_64")]
use fearless_simd::{Level, Simd};

/// Does `work` with AVX2 where there is any. What it calls has to be inlined into it to be compiled so: mark it
/// `#[inline(always)]`.
#[inline(always)]
pub(crate) fn widest<R>(work: impl FnOnce() -> R) -> R {
    #[cfg(target_arch = "x86_64")]
    if let Some(avx2) = Level::new().as_avx2() {
        return avx2.vectorize(work);
    }
    work()
}
