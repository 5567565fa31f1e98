//! A macro that makes a serde seed of a visitor, for the readers of sidecars.

/// Makes a serde seed of a visitor: a value of another shape is an error with its position.
macro_rules! seed {
    ($seed:ty, $value:ty, [$($generics:tt)*], $expecting:literal, { $($visit:item)* }) => {
        impl<'de $($generics)*> DeserializeSeed<'de> for $seed {
            type Value = $value;
            fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<$value, D::Error> {
                d.deserialize_any(self)
            }
        }

        impl<'de $($generics)*> Visitor<'de> for $seed {
            type Value = $value;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($expecting)
            }
            $($visit)*
        }
    };
}

pub(super) use seed;
