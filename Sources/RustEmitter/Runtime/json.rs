//! How values are read and written where serde's own ways would lose something.

use serde::de::{DeserializeOwned, Deserializer, Error, Visitor};
use serde::ser::Serializer;
use serde::{forward_to_deserialize_any, Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Reads a member that is there, so that a null is not taken for an absent one.
pub fn present<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// Reads a member that must be there, even where it may be null.
pub fn required<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    T::deserialize(deserializer)
}

/// A source of values in which a type with named members is an object, and never an array.
pub struct Named<D>(pub D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Named<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// Reads and writes a type that serde knows under `remote = "Self"`, and only from objects.
#[doc(hidden)]
#[macro_export]
macro_rules! object {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Self::serialize(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::deserialize($crate::runtime::json::Named(deserializer))
            }
        }
    };
}
#[doc(hidden)]
pub use object;

/// Why a value is not of a type, and where in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// The way to the part that does not fit, as a JSON pointer.
    pub path: String,
    /// What is wrong with it.
    pub reason: String,
}

/// What stands between a path and a reason in an error's text.
const MARK: &str = "\u{1}";

impl Mismatch {
    /// A mismatch found by serde, on a way that was tracked.
    fn tracked<E: std::fmt::Display>(error: serde_path_to_error::Error<E>) -> Self {
        let mut path = String::new();
        for segment in error.path() {
            use serde_path_to_error::Segment;
            match segment {
                Segment::Seq { index } => path += &format!("/{index}"),
                Segment::Map { key } | Segment::Enum { variant: key } => {
                    path += "/";
                    path += &escaped(key);
                }
                Segment::Unknown => path += "/?",
            }
        }
        let reason = error.into_inner().to_string();
        match reason.split_once(MARK) {
            Some((inside, reason)) => Self {
                path: path + inside,
                reason: without_place(reason),
            },
            None => Self {
                path,
                reason: without_place(&reason),
            },
        }
    }

    /// A mismatch of which nobody can say where it is.
    fn whole(error: &serde_json::Error) -> Self {
        Self {
            path: String::new(),
            reason: without_place(&error.to_string()),
        }
    }

    /// A value whose tag names no variant.
    pub fn unknown_tag(name: &str) -> Self {
        Self {
            path: format!("/{}", escaped(name)),
            reason: format!("'{name}' names no variant"),
        }
    }

    /// A value that no variant of a union fits.
    pub fn no_variant() -> Self {
        Self {
            path: String::new(),
            reason: "no variant fits".to_string(),
        }
    }

    /// The mismatch as an error of whoever reads what is around it.
    pub fn raised<E: Error>(self) -> E {
        E::custom(format!("{}{MARK}{}", self.path, self.reason))
    }
}

/// A name as it stands in a JSON pointer.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The reason without the line and column that say nothing inside a message.
fn without_place(reason: &str) -> String {
    match reason.rfind(" at line ") {
        Some(end) => reason[..end].to_string(),
        None => reason.to_string(),
    }
}

/// Reads a text, quickly where it fits; where it does not, once more as a value that is tracked.
pub fn read<T: DeserializeOwned>(text: &RawValue) -> Result<T, Mismatch> {
    match serde_json::from_str(text.get()) {
        Ok(value) => Ok(value),
        Err(error) => {
            let whole = Mismatch::whole(&error);
            let value = serde_json::from_str(text.get()).map_err(|_| whole.clone())?;
            Err(decode::<T>(value).err().unwrap_or(whole))
        }
    }
}

/// Reads a value that has been taken apart before.
pub fn decode<T: DeserializeOwned>(value: Value) -> Result<T, Mismatch> {
    serde_path_to_error::deserialize(value).map_err(Mismatch::tracked)
}

/// A variant of a union that a value fits, and how many of the value's members it does not know.
pub fn variant<T, U>(value: &Value, known: &[&str], make: fn(T) -> U) -> Option<(usize, U)>
where
    T: DeserializeOwned,
{
    let decoded = make(decode(value.clone()).ok()?);
    let unknown = match value {
        Value::Object(members) => members
            .keys()
            .filter(|name| !known.contains(&name.as_str()))
            .count(),
        _ => 0,
    };
    Some((unknown, decoded))
}

/// The better of two variants: the one that knows more of the value, else the earlier.
pub fn better<T>(first: Option<(usize, T)>, second: Option<(usize, T)>) -> Option<(usize, T)> {
    match (first, second) {
        (Some(first), Some(second)) if second.0 < first.0 => Some(second),
        (Some(first), _) => Some(first),
        (None, second) => second,
    }
}

/// The text of a member that tells variants apart.
pub fn tag<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name)?.as_str()
}

/// The members of an object, taken out one by one.
pub struct Members(Map<String, Value>);

impl Members {
    /// The members of the object that a source holds.
    pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Map::deserialize(deserializer).map(Self)
    }

    /// A member that must be there.
    pub fn required<T: DeserializeOwned, E: Error>(&mut self, name: &'static str) -> Result<T, E> {
        match self.optional(name)? {
            Some(value) => Ok(value),
            None => Err(E::missing_field(name)),
        }
    }

    /// A member that may be absent.
    pub fn optional<T: DeserializeOwned, E: Error>(&mut self, name: &str) -> Result<Option<T>, E> {
        self.0.remove(name).map_or(Ok(None), |value| {
            decode(value).map(Some).map_err(|found| nested(name, found))
        })
    }

    /// A member that may be absent, and then is taken for null.
    pub fn lenient<T: DeserializeOwned, E: Error>(&mut self, name: &str) -> Result<Option<T>, E> {
        self.optional(name).map(Option::flatten)
    }

    /// All that nobody took.
    pub fn rest<T: DeserializeOwned, E: Error>(self) -> Result<BTreeMap<String, T>, E> {
        let mut rest = BTreeMap::new();
        for (name, value) in self.0 {
            let value = decode(value).map_err(|found| nested(&name, found))?;
            rest.insert(name, value);
        }
        Ok(rest)
    }
}

fn nested<E: Error>(name: &str, found: Mismatch) -> E {
    Mismatch {
        path: format!("/{}{}", escaped(name), found.path),
        reason: found.reason,
    }
    .raised()
}

/// An object that is written member by member.
pub struct Writer<M>(M);

impl<M: serde::ser::SerializeMap> Writer<M> {
    /// Begins an object.
    pub fn open<S>(serializer: S) -> Result<Self, S::Error>
    where
        S: Serializer<SerializeMap = M>,
    {
        serializer.serialize_map(None).map(Self)
    }

    /// A member that is always there.
    pub fn required<T: Serialize>(&mut self, name: &str, value: &T) -> Result<(), M::Error> {
        self.0.serialize_entry(name, value)
    }

    /// A member that is left out where there is none.
    pub fn optional<T: Serialize>(
        &mut self,
        name: &str,
        value: &Option<T>,
    ) -> Result<(), M::Error> {
        match value {
            Some(value) => self.0.serialize_entry(name, value),
            None => Ok(()),
        }
    }

    /// The other members, save those whose names are taken; and the end.
    pub fn rest<T: Serialize>(
        mut self,
        rest: &BTreeMap<String, T>,
        known: &[&str],
    ) -> Result<M::Ok, M::Error> {
        for (name, value) in rest {
            if !known.contains(&name.as_str()) {
                self.0.serialize_entry(name, value)?;
            }
        }
        self.0.end()
    }
}
