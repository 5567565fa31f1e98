//! What colours say, and which they are on a light and a dark page and in print.
//!
//! “For” and “against” are blue and orange, which the three kinds of colour blindness tell apart; shapes and
//! dashes say the same a second time.

/// What a colour stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ColorRole {
    /// The page.
    Page,
    /// Texts and axes.
    Ink,
    /// Names of axes and notes.
    QuietInk,
    /// Lines of a grid.
    Hairline,
    InFavour,
    Against,
    /// Neither, or both.
    Neutral,
    /// The edge of a chosen mark, and what has the focus.
    Accent,
    /// One of some kinds, such as the labels of a crosstab; they repeat after [`SERIES`].
    Series(usize),
    /// From nothing (0) to the most (255), in one hue.
    Sequential(u8),
    /// From the most against (-127) over nothing to the most for (127).
    Diverging(i8),
    /// Letters on one of these.
    OnSeries(usize),
    OnSequential(u8),
    OnDiverging(i8),
}

/// Where a figure is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FigureTheme {
    #[default]
    Light,
    Dark,
    /// As light, on white.
    Print,
}

/// How many colours of series there are.
pub const SERIES: usize = 8;

/// Colours of series on light and dark pages: those of Okabe and Ito (2008), darkened and lightened so that each
/// has a contrast of 3 to its page.
const OF_SERIES: [([u8; 3], [u8; 3]); SERIES] = [
    ([0x1F, 0x64, 0xB4], [0x6F, 0xB1, 0xF2]),
    ([0xC6, 0x5A, 0x00], [0xF2, 0x9B, 0x45]),
    ([0x00, 0x86, 0x62], [0x3F, 0xC9, 0xA2]),
    ([0xA8, 0x45, 0x7F], [0xE8, 0x92, 0xC4]),
    ([0x6B, 0x5B, 0xB5], [0xB2, 0xA5, 0xF0]),
    ([0x8A, 0x6D, 0x00], [0xE0, 0xCB, 0x4A]),
    ([0x3A, 0x7C, 0x96], [0x8F, 0xCF, 0xE4]),
    ([0x6A, 0x6A, 0x72], [0xB4, 0xB4, 0xBC]),
];

impl ColorRole {
    /// The colour as sRGB.
    pub fn rgb(self, theme: FigureTheme) -> [u8; 3] {
        let is_dark = theme == FigureTheme::Dark;
        let of = |light: [u8; 3], dark: [u8; 3]| if is_dark { dark } else { light };
        match self {
            Self::Page if theme == FigureTheme::Print => [0xFF; 3],
            Self::Page => of([0xFC, 0xFA, 0xF6], [0x16, 0x17, 0x1C]),
            Self::Ink => of([0x1E, 0x1E, 0x28], [0xE6, 0xE3, 0xDC]),
            Self::QuietInk => of([0x5C, 0x5C, 0x66], [0xA4, 0xA4, 0xAC]),
            Self::Hairline => of([0xDC, 0xD9, 0xD2], [0x38, 0x39, 0x42]),
            Self::Neutral => of([0x74, 0x74, 0x7C], [0x9C, 0x9C, 0xA6]),
            Self::Accent => of([0x7A, 0x2E, 0x9E], [0xD0, 0x98, 0xF0]),
            Self::InFavour => Self::Series(0).rgb(theme),
            Self::Against => Self::Series(1).rgb(theme),
            Self::Series(number) => {
                let (light, dark) = OF_SERIES[number % SERIES];
                of(light, dark)
            }
            Self::Sequential(step) => mixed(
                Self::Page.rgb(theme),
                Self::InFavour.rgb(theme),
                u32::from(step),
                255,
            ),
            Self::Diverging(step) => {
                let end = if step < 0 {
                    Self::Against
                } else {
                    Self::InFavour
                };
                let part = u32::from(step.unsigned_abs()).min(127);
                mixed(Self::Page.rgb(theme), end.rgb(theme), part, 127)
            }
            Self::OnSeries(number) => letters_on(Self::Series(number), theme),
            Self::OnSequential(step) => letters_on(Self::Sequential(step), theme),
            Self::OnDiverging(step) => letters_on(Self::Diverging(step), theme),
        }
    }

    /// The colour of letters on it.
    pub fn letters(self) -> Self {
        match self {
            Self::InFavour => Self::OnSeries(0),
            Self::Against => Self::OnSeries(1),
            Self::Series(number) => Self::OnSeries(number),
            Self::Sequential(step) => Self::OnSequential(step),
            Self::Diverging(step) => Self::OnDiverging(step),
            Self::Neutral | Self::QuietInk | Self::Ink | Self::Accent => Self::Page,
            _ => Self::Ink,
        }
    }
}

/// Page or ink, whichever has more contrast.
fn letters_on(role: ColorRole, theme: FigureTheme) -> [u8; 3] {
    let below = luminance(role.rgb(theme));
    let contrast = |above: [u8; 3]| {
        let above = luminance(above);
        (below.max(above) + 0.05) / (below.min(above) + 0.05)
    };
    let (page, ink) = (ColorRole::Page.rgb(theme), ColorRole::Ink.rgb(theme));
    if contrast(page) > contrast(ink) {
        page
    } else {
        ink
    }
}

fn mixed(from: [u8; 3], to: [u8; 3], part: u32, of: u32) -> [u8; 3] {
    let channel = |at: usize| {
        let (from, to) = (u32::from(from[at]), u32::from(to[at]));
        u8::try_from((from * (of - part) + to * part + of / 2) / of).unwrap_or(u8::MAX)
    };
    [channel(0), channel(1), channel(2)]
}

/// The relative luminance of WCAG 2.2, with a square for the curve, which is near enough to choose between two.
fn luminance([r, g, b]: [u8; 3]) -> f32 {
    let linear = |channel: u8| {
        let of = f32::from(channel) / 255.0;
        of * of
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}
