//! Four or eight `f32` side by side, the same to the bit on every target.
//!
//! Which [`Instructions`] a kernel is compiled for decides how fast it is, never what it computes: a product and a sum are rounded one after the other everywhere, except in a wasm build with
//! `relaxed-simd`, where the processor may round once ([`FUSES`]).
#![allow(unsafe_code, reason = "SIMD loads and stores take pointers; every caller states its bounds")]

/// Whether [`Lanes::multiply_add`] may round once instead of twice.
pub const FUSES: bool = cfg!(all(target_arch = "wasm32", target_feature = "relaxed-simd"));

/// What a kernel is compiled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Instructions {
    /// What every processor of the target has: wasm `simd128`, SSE2 on x86-64, else scalar code.
    Native,
    /// AVX, where the processor has it.
    #[cfg(target_arch = "x86_64")]
    Avx,
    /// Scalar code, the oracle of the others.
    #[cfg(all(test, not(target_arch = "wasm32")))]
    Scalar,
}

impl Instructions {
    /// The fastest that this processor has.
    pub fn best() -> Self {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx") {
            return Self::Avx;
        }
        Self::Native
    }
}

/// Several `f32`.
pub(super) trait Lanes: Copy {
    /// How many.
    const WIDTH: usize;
    /// # Safety
    /// [`Self::WIDTH`] values must be readable from `from`; no alignment is asked for.
    unsafe fn load(from: *const f32) -> Self;
    /// The same value in every lane.
    ///
    /// # Safety
    /// One value must be readable from `from`.
    unsafe fn load_splat(from: *const f32) -> Self;
    /// # Safety
    /// [`Self::WIDTH`] values must be writable at `to`; no alignment is asked for.
    unsafe fn store(self, to: *mut f32);
    fn splat(value: f32) -> Self;
    fn add(self, other: Self) -> Self;
    /// `self + a * b`
    fn multiply_add(self, a: Self, b: Self) -> Self;
    /// `low` where a value is smaller, `high` where it is larger, else the value itself, NaN included.
    fn clamp(self, low: Self, high: Self) -> Self;
}

/// Twice as many of what the processor has: the widths of a panel of weights.
#[derive(Clone, Copy)]
pub(super) struct Pair<L>([L; 2]);

impl<L: Lanes> Lanes for Pair<L> {
    const WIDTH: usize = 2 * L::WIDTH;
    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self {
        // SAFETY: the caller lets twice the width be read.
        Self(unsafe { [L::load(from), L::load(from.add(L::WIDTH))] })
    }
    #[inline(always)]
    unsafe fn load_splat(from: *const f32) -> Self {
        // SAFETY: the caller lets one value be read.
        Self([unsafe { L::load_splat(from) }; 2])
    }
    #[inline(always)]
    unsafe fn store(self, to: *mut f32) {
        // SAFETY: the caller lets twice the width be written.
        unsafe {
            self.0[0].store(to);
            self.0[1].store(to.add(L::WIDTH));
        }
    }
    #[inline(always)]
    fn splat(value: f32) -> Self {
        Self([L::splat(value); 2])
    }
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self([self.0[0].add(other.0[0]), self.0[1].add(other.0[1])])
    }
    #[inline(always)]
    fn multiply_add(self, a: Self, b: Self) -> Self {
        Self([self.0[0].multiply_add(a.0[0], b.0[0]), self.0[1].multiply_add(a.0[1], b.0[1])])
    }
    #[inline(always)]
    fn clamp(self, low: Self, high: Self) -> Self {
        Self([self.0[0].clamp(low.0[0], high.0[0]), self.0[1].clamp(low.0[1], high.0[1])])
    }
}

#[cfg(any(
    all(test, not(target_arch = "wasm32")),
    not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128")))
))]
mod scalar {
    /// The fallback, one value at a time; also the oracle of the others.
    #[derive(Clone, Copy)]
    pub struct Scalar([f32; 4]);

    impl Scalar {
        #[inline(always)]
        fn zip(self, other: Self, f: impl Fn(f32, f32) -> f32) -> Self {
            Self(std::array::from_fn(|i| f(self.0[i], other.0[i])))
        }
    }

    impl super::Lanes for Scalar {
        const WIDTH: usize = 4;
        #[inline(always)]
        unsafe fn load(from: *const f32) -> Self {
            // SAFETY: the caller lets four values be read.
            Self(unsafe { from.cast::<[f32; 4]>().read_unaligned() })
        }
        #[inline(always)]
        unsafe fn load_splat(from: *const f32) -> Self {
            // SAFETY: the caller lets one value be read.
            Self([unsafe { from.read_unaligned() }; 4])
        }
        #[inline(always)]
        unsafe fn store(self, to: *mut f32) {
            // SAFETY: the caller lets four values be written.
            unsafe { to.cast::<[f32; 4]>().write_unaligned(self.0) }
        }
        #[inline(always)]
        fn splat(value: f32) -> Self {
            Self([value; 4])
        }
        #[inline(always)]
        fn add(self, other: Self) -> Self {
            self.zip(other, |a, b| a + b)
        }
        #[inline(always)]
        fn multiply_add(self, a: Self, b: Self) -> Self {
            self.add(a.zip(b, |a, b| a * b))
        }
        #[inline(always)]
        fn clamp(self, low: Self, high: Self) -> Self {
            let raised = self.zip(low, |x, low| if low > x { low } else { x });
            raised.zip(high, |x, high| if high < x { high } else { x })
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod simd {
    use std::arch::x86_64::*;

    /// SSE2, which every x86-64 processor has.
    #[derive(Clone, Copy)]
    pub struct Simd(__m128);

    impl super::Lanes for Simd {
        const WIDTH: usize = 4;
        #[inline(always)]
        unsafe fn load(from: *const f32) -> Self {
            // SAFETY: the caller lets four values be read.
            Self(unsafe { _mm_loadu_ps(from) })
        }
        #[inline(always)]
        unsafe fn load_splat(from: *const f32) -> Self {
            // SAFETY: the caller lets one value be read.
            Self(unsafe { _mm_set1_ps(*from) })
        }
        #[inline(always)]
        unsafe fn store(self, to: *mut f32) {
            // SAFETY: the caller lets four values be written.
            unsafe { _mm_storeu_ps(to, self.0) }
        }
        #[inline(always)]
        fn splat(value: f32) -> Self {
            // SAFETY: SSE belongs to every x86-64 processor, here and below.
            Self(unsafe { _mm_set1_ps(value) })
        }
        #[inline(always)]
        fn add(self, other: Self) -> Self {
            // SAFETY: as above.
            Self(unsafe { _mm_add_ps(self.0, other.0) })
        }
        #[inline(always)]
        fn multiply_add(self, a: Self, b: Self) -> Self {
            // SAFETY: as above.
            Self(unsafe { _mm_add_ps(self.0, _mm_mul_ps(a.0, b.0)) })
        }
        #[inline(always)]
        fn clamp(self, low: Self, high: Self) -> Self {
            // maxps and minps give their second operand where a value is NaN.
            // SAFETY: as above.
            Self(unsafe { _mm_min_ps(high.0, _mm_max_ps(low.0, self.0)) })
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod avx {
    use std::arch::x86_64::*;

    /// Eight lanes; only for code compiled for AVX that runs where [`super::Instructions::best`] found it.
    #[derive(Clone, Copy)]
    pub struct Avx(__m256);

    impl super::Lanes for Avx {
        const WIDTH: usize = 8;
        #[inline(always)]
        unsafe fn load(from: *const f32) -> Self {
            // SAFETY: the caller lets eight values be read; the processor has AVX, here and below.
            Self(unsafe { _mm256_loadu_ps(from) })
        }
        #[inline(always)]
        unsafe fn load_splat(from: *const f32) -> Self {
            // SAFETY: the caller lets one value be read.
            Self(unsafe { _mm256_broadcast_ss(&*from) })
        }
        #[inline(always)]
        unsafe fn store(self, to: *mut f32) {
            // SAFETY: the caller lets eight values be written.
            unsafe { _mm256_storeu_ps(to, self.0) }
        }
        #[inline(always)]
        fn splat(value: f32) -> Self {
            // SAFETY: as above.
            Self(unsafe { _mm256_set1_ps(value) })
        }
        #[inline(always)]
        fn add(self, other: Self) -> Self {
            // SAFETY: as above.
            Self(unsafe { _mm256_add_ps(self.0, other.0) })
        }
        #[inline(always)]
        fn multiply_add(self, a: Self, b: Self) -> Self {
            // Not the fused instruction, which rounds once.
            // SAFETY: as above.
            Self(unsafe { _mm256_add_ps(self.0, _mm256_mul_ps(a.0, b.0)) })
        }
        #[inline(always)]
        fn clamp(self, low: Self, high: Self) -> Self {
            // As in SSE2.
            // SAFETY: as above.
            Self(unsafe { _mm256_min_ps(high.0, _mm256_max_ps(low.0, self.0)) })
        }
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd {
    use std::arch::wasm32::*;

    /// wasm `simd128`.
    #[derive(Clone, Copy)]
    pub struct Simd(v128);

    impl super::Lanes for Simd {
        const WIDTH: usize = 4;
        #[inline(always)]
        unsafe fn load(from: *const f32) -> Self {
            // SAFETY: the caller lets four values be read.
            Self(unsafe { v128_load(from.cast()) })
        }
        #[inline(always)]
        unsafe fn load_splat(from: *const f32) -> Self {
            // SAFETY: the caller lets one value be read.
            Self(unsafe { v128_load32_splat(from.cast()) })
        }
        #[inline(always)]
        unsafe fn store(self, to: *mut f32) {
            // SAFETY: the caller lets four values be written.
            unsafe { v128_store(to.cast(), self.0) }
        }
        #[inline(always)]
        fn splat(value: f32) -> Self {
            Self(f32x4_splat(value))
        }
        #[inline(always)]
        fn add(self, other: Self) -> Self {
            Self(f32x4_add(self.0, other.0))
        }
        #[cfg(target_feature = "relaxed-simd")]
        #[inline(always)]
        fn multiply_add(self, a: Self, b: Self) -> Self {
            Self(f32x4_relaxed_madd(a.0, b.0, self.0))
        }
        #[cfg(not(target_feature = "relaxed-simd"))]
        #[inline(always)]
        fn multiply_add(self, a: Self, b: Self) -> Self {
            Self(f32x4_add(self.0, f32x4_mul(a.0, b.0)))
        }
        #[inline(always)]
        fn clamp(self, low: Self, high: Self) -> Self {
            // pmax(x, low) is `x < low ? low : x`, pmin(x, high) is `high < x ? high : x`: one instruction
            // each on x86, and NaN stays NaN.
            Self(f32x4_pmin(f32x4_pmax(self.0, low.0), high.0))
        }
    }
}

#[cfg(target_arch = "x86_64")]
pub(super) use avx::Avx;

#[cfg(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128")))]
pub(super) use simd::Simd as Native;

#[cfg(not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128"))))]
pub(super) use scalar::Scalar as Native;

#[cfg(all(test, not(target_arch = "wasm32")))]
pub(super) use scalar::Scalar;
