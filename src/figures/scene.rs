//! Marks on a page: what a painter draws, what a click finds and what a screen reader says.

use crate::color::ColorRole;

/// A picture. Lengths are in points; the origin is the upper left corner, y grows downwards.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figure {
    pub width: f32,
    pub height: f32,
    /// What it shows, in a few words: the name for a screen reader.
    pub title: String,
    /// One sentence that says how it was made.
    pub description: String,
    /// In the order in which they are painted.
    pub marks: Vec<Mark>,
}

/// A place in a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FigurePoint {
    pub x: f32,
    pub y: f32,
}

/// A rectangle in a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FigureRect {
    pub left: f32,
    pub top: f32,
    pub width: f32,
    pub height: f32,
}

/// One shape of a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub shape: MarkShape,
    /// The colour of its inside or, of a text, of its letters.
    pub fill: Option<ColorRole>,
    /// Its outline, or the line itself.
    pub stroke: Option<LineStroke>,
    /// What of the data it stands for; axes and frames stand for nothing.
    pub stands_for: Option<StandsFor>,
    /// What a screen reader says, such as “Port – ceasefire: 4 for, 1 against”; empty where a mark stands for
    /// nothing.
    pub name: String,
}

/// The shape of a mark.
#[derive(Clone, Debug, PartialEq)]
pub enum MarkShape {
    Rectangle(FigureRect),
    Circle {
        centre: FigurePoint,
        radius: f32,
    },
    /// An open line through these points.
    Line(Vec<FigurePoint>),
    /// A closed one.
    Polygon(Vec<FigurePoint>),
    Text(TextMark),
}

/// A text on one line.
#[derive(Clone, Debug, PartialEq)]
pub struct TextMark {
    /// Where the anchor of its base line stands.
    pub at: FigurePoint,
    /// In the order in which it is read; whoever draws it finds out its direction.
    pub text: String,
    pub size: f32,
    pub anchor: TextAnchor,
    pub is_semibold: bool,
    /// Whether it runs upwards: turned a quarter to the left about its anchor.
    pub is_upward: bool,
}

/// Which point of a text stands at its place. Start and end are left and right in every script, so that a
/// right-to-left name stands where a name from left to right would.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextAnchor {
    Left,
    Middle,
    Right,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineStroke {
    pub color: ColorRole,
    pub width: f32,
    /// Lengths of dashes and of the gaps between them, in points; `None` for a solid line.
    pub dash: Option<[f32; 2]>,
}

/// What a mark stands for, by the numbers of the data that the figure was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StandsFor {
    /// A row of a table and, in a chart, its name on the axis.
    Row(usize),
    Column(usize),
    /// A bar or a part of it, a cell, a point of a series: the row and the column.
    Cell {
        row: usize,
        column: usize,
    },
    Node(usize),
    /// An edge by its number in the network that was drawn.
    Edge(usize),
}

impl Mark {
    /// A mark without name that stands for nothing.
    pub fn new(shape: MarkShape) -> Self {
        Self {
            shape,
            fill: None,
            stroke: None,
            stands_for: None,
            name: String::new(),
        }
    }

    /// With this colour inside.
    pub fn filled(mut self, color: ColorRole) -> Self {
        self.fill = Some(color);
        self
    }

    /// With this outline.
    pub fn outlined(mut self, stroke: LineStroke) -> Self {
        self.stroke = Some(stroke);
        self
    }

    /// For this part of the data, by this name.
    pub fn standing_for(mut self, stands_for: StandsFor, name: impl Into<String>) -> Self {
        self.stands_for = Some(stands_for);
        self.name = name.into();
        self
    }
}

impl LineStroke {
    /// A solid line.
    pub fn solid(color: ColorRole, width: f32) -> Self {
        Self {
            color,
            width,
            dash: None,
        }
    }
}

impl FigureRect {
    /// Whether a point is in it or on its border.
    pub fn contains(&self, point: FigurePoint) -> bool {
        (self.left..=self.left + self.width).contains(&point.x)
            && (self.top..=self.top + self.height).contains(&point.y)
    }

    /// Whether two rectangles share more than a border.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.left + other.width
            && other.left < self.left + self.width
            && self.top < other.top + other.height
            && other.top < self.top + self.height
    }
}

impl FigurePoint {
    /// The distance to another point.
    pub fn distance(self, to: Self) -> f32 {
        let (x, y) = (self.x - to.x, self.y - to.y);
        (x * x + y * y).sqrt()
    }

    /// The distance to the line between two points.
    fn distance_to_line(self, from: Self, to: Self) -> f32 {
        let (x, y) = (to.x - from.x, to.y - from.y);
        let length = x * x + y * y;
        let along = if length == 0.0 {
            0.0
        } else {
            (((self.x - from.x) * x + (self.y - from.y) * y) / length).clamp(0.0, 1.0)
        };
        self.distance(Self {
            x: from.x + along * x,
            y: from.y + along * y,
        })
    }
}

impl MarkShape {
    /// The least rectangle around it; of a text about, since its width is that of the fonts.
    pub fn bounds(&self) -> FigureRect {
        match self {
            Self::Rectangle(rect) => *rect,
            Self::Circle { centre, radius } => FigureRect {
                left: centre.x - radius,
                top: centre.y - radius,
                width: 2.0 * radius,
                height: 2.0 * radius,
            },
            Self::Line(points) | Self::Polygon(points) => around(points),
            Self::Text(text) => text.bounds(),
        }
    }

    /// Whether a point is in it or not further away than `reach`.
    pub fn is_at(&self, point: FigurePoint, reach: f32) -> bool {
        match self {
            Self::Circle { centre, radius } => centre.distance(point) <= radius + reach,
            Self::Line(points) => points.windows(2).any(|ends| match ends {
                [from, to] => point.distance_to_line(*from, *to) <= reach,
                _ => false,
            }),
            Self::Rectangle(_) | Self::Polygon(_) | Self::Text(_) => {
                let bounds = self.bounds();
                let wider = FigureRect {
                    left: bounds.left - reach,
                    top: bounds.top - reach,
                    width: bounds.width + 2.0 * reach,
                    height: bounds.height + 2.0 * reach,
                };
                wider.contains(point)
            }
        }
    }
}

fn around(points: &[FigurePoint]) -> FigureRect {
    let Some(first) = points.first() else {
        return FigureRect::default();
    };
    let (mut least, mut most) = (*first, *first);
    for point in points {
        least.x = least.x.min(point.x);
        least.y = least.y.min(point.y);
        most.x = most.x.max(point.x);
        most.y = most.y.max(point.y);
    }
    FigureRect {
        left: least.x,
        top: least.y,
        width: most.x - least.x,
        height: most.y - least.y,
    }
}

impl TextMark {
    /// A text on one line, from left to right.
    pub fn new(at: FigurePoint, text: impl Into<String>, size: f32, anchor: TextAnchor) -> Self {
        Self {
            at,
            text: text.into(),
            size,
            anchor,
            is_semibold: false,
            is_upward: false,
        }
    }

    /// The least rectangle around it, about.
    pub fn bounds(&self) -> FigureRect {
        let width = crate::text_width::text_width(&self.text, self.size);
        let before = match self.anchor {
            TextAnchor::Left => 0.0,
            TextAnchor::Middle => width / 2.0,
            TextAnchor::Right => width,
        };
        let (above, height) = (self.size * 0.8, self.size);
        if self.is_upward {
            FigureRect {
                left: self.at.x - above,
                top: self.at.y + before - width,
                width: height,
                height: width,
            }
        } else {
            FigureRect {
                left: self.at.x - before,
                top: self.at.y - above,
                width,
                height,
            }
        }
    }
}

impl Figure {
    /// What of the data stands at a point: the uppermost mark there. `reach` is how far beside thin marks a
    /// click may be, in points.
    pub fn at(&self, point: FigurePoint, reach: f32) -> Option<&Mark> {
        let standing = || self.marks.iter().rev().filter(|m| m.stands_for.is_some());
        standing()
            .find(|mark| mark.shape.is_at(point, 0.0))
            .or_else(|| standing().find(|mark| mark.shape.is_at(point, reach)))
    }
}
