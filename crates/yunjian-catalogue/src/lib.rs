//! The standard as data: controls, obligations, rules, deadlines, working days; embedded, digested, checked.
//!
//! Every figure of law, standard or judgement is a row of the folder `catalogue/` with `source`, `verified` and
//! `applicability`; code holds none. [`catalogue`] reads the rows once; [`Catalogue::version`] names the exact
//! set of rows, and every verdict stores it.

mod catalogue;
mod deviations;
mod files;
mod links;
pub mod messages;
mod notices;
pub mod obligation;
pub mod template;
pub mod terms;
pub mod triggers;
pub mod vocabulary;
pub mod words;
pub mod working_days;

pub use catalogue::{Catalogue, Faulty, ObligationFilter, catalogue, digest, working_days};
pub use deviations::{DeviationKind, Deviations};
pub use links::{EventLink, Links, ObligationLink};
pub use messages::{MessageKind, Messages};
pub use notices::{Classified, NoticeKind, Notices, Sensitivity, SensitivityLevel, ServiceMethod, Silence};
pub use obligation::{
    ClauseOption, ClauseParameter, EvidenceSlot, FormField, Obligation, Parameter, ParameterValue, Realtime,
    Rule, is_duration,
};
pub use template::{
    Template, TemplateColumn, TemplateField, TemplateFieldType, TemplateOption, TemplateSection,
};
pub use terms::{Basis, Cycle, Deadline, Extension, FrequencyRow, TermCalendar, TermStart, Workflow};
pub use triggers::{Area, Condition, Decider, Inputs, Subject, SupervisionState, Trigger};
pub use vocabulary::{FactType, FactTypeId, Field, FieldId, FieldType, Vocabulary, accepts, vocabulary};
pub use words::{
    Applicability, Attribute, ClauseParameterKind, DeliverableType, EvidenceKind, FindingSeverity,
    FormFieldType, Frequency, ParameterType, Party, Severity, UnknownWord, Verified,
};
pub use working_days::{DayKind, Holiday, WorkingDays, WorkingYear};
