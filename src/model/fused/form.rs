//! How a picture's axes lie in a tensor of the graph, and how to get from there to `N × H × W × C`.

use tract_onnx::tract_core::internal::*;
use tract_onnx::tract_core::ops::nn::DataFormat;

/// Order of axes. tract drops an axis of length one where it can, so there are forms without `N`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Form {
    Nchw,
    Nhwc,
    Chw,
    Hwc,
    /// `N × C`, as a fully connected layer takes it.
    Nc,
    /// One value per channel.
    C,
}

impl From<DataFormat> for Form {
    fn from(format: DataFormat) -> Self {
        match format {
            DataFormat::NCHW => Self::Nchw,
            DataFormat::NHWC => Self::Nhwc,
            DataFormat::CHW => Self::Chw,
            DataFormat::HWC => Self::Hwc,
        }
    }
}

impl Form {
    /// The form of a tensor of which only the axis of channels is known.
    pub fn with_channels_at(axis: usize, rank: usize) -> Option<Self> {
        match (rank, axis) {
            (4, 1) => Some(Self::Nchw),
            (4, 3) => Some(Self::Nhwc),
            (3, 0) => Some(Self::Chw),
            (3, 2) => Some(Self::Hwc),
            (2, 1) => Some(Self::Nc),
            (1, 0) => Some(Self::C),
            _ => None,
        }
    }

    pub fn channel_axis(self) -> usize {
        match self {
            Self::Nchw | Self::Nc => 1,
            Self::Nhwc => 3,
            Self::Chw | Self::C => 0,
            Self::Hwc => 2,
        }
    }

    /// Axes of rows and columns.
    pub fn pixel_axes(self) -> &'static [usize] {
        match self {
            Self::Nchw => &[2, 3],
            Self::Nhwc | Self::Chw => &[1, 2],
            Self::Hwc => &[0, 1],
            Self::Nc | Self::C => &[],
        }
    }

    /// Whether channels come before rows and columns.
    pub fn is_planar(self) -> bool {
        matches!(self, Self::Nchw | Self::Chw)
    }

    /// `[N, H, W, C]` of a tensor of this form.
    pub fn to_nhwc(self, shape: &[TDim]) -> TVec<TDim> {
        let one = || TDim::from(1);
        let at = |i: usize| shape[i].clone();
        match self {
            Self::Nchw => tvec![at(0), at(2), at(3), at(1)],
            Self::Nhwc => tvec![at(0), at(1), at(2), at(3)],
            Self::Chw => tvec![one(), at(1), at(2), at(0)],
            Self::Hwc => tvec![one(), at(0), at(1), at(2)],
            Self::Nc => tvec![at(0), one(), one(), at(1)],
            Self::C => tvec![one(), one(), one(), at(0)],
        }
    }

    /// What makes `N × H × W × C` of a tensor of this form.
    pub fn into_nhwc_steps(self) -> Vec<AxisOp> {
        match self {
            Self::Nchw => vec![AxisOp::Move(1, 3)],
            Self::Nhwc => vec![],
            Self::Chw => vec![AxisOp::Add(0), AxisOp::Move(1, 3)],
            Self::Hwc => vec![AxisOp::Add(0)],
            Self::Nc => vec![AxisOp::Add(1), AxisOp::Add(1)],
            Self::C => vec![AxisOp::Add(0), AxisOp::Add(0), AxisOp::Add(0)],
        }
    }

    /// What makes a tensor of this form of `N × H × W × C`.
    pub fn out_of_nhwc_steps(self) -> Vec<AxisOp> {
        match self {
            Self::Nchw => vec![AxisOp::Move(3, 1)],
            Self::Nhwc => vec![],
            Self::Chw => vec![AxisOp::Move(3, 1), AxisOp::Rm(0)],
            Self::Hwc => vec![AxisOp::Rm(0)],
            Self::Nc => vec![AxisOp::Rm(1), AxisOp::Rm(1)],
            Self::C => vec![AxisOp::Rm(0), AxisOp::Rm(0), AxisOp::Rm(0)],
        }
    }
}
