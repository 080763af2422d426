//! A built-in profile, what differs for the audience, the user's file: merged in this order, the later one wins.

use std::collections::BTreeSet;
use std::ops::Range;

use super::columns::Columns;
use super::documents::Documents;
use super::error::{PolicyError, Problem};
use super::files::FileSettings;
use super::fingerprint::fingerprint;
use super::gate::Gate;
use super::options::{AudienceOptions, ExampleOptions, HashOption, Options, TableOptions, TrailOptions};
use super::own::OwnDraft;
use super::profiles::{self, CHANGES_NOTHING, DEFAULT_PROFILE, OVERLAY, OVERLAY_NAME};
use super::risk::Risk;
use super::rules::Draft;
use super::statement::{Requirement, Stated};
use super::tables::{Names, Variant};
use super::trail::TrailSettings;
use super::{Example, Policy, Source, Title, thresholds};
use crate::kind::Kind;

/// One file of the stack.
struct Layer<'a> {
    source: &'a str,
    text: &'a str,
    options: Options,
    /// It leaves the policy its name.
    is_overlay: bool,
}

impl Layer<'_> {
    fn error(&self, problem: Problem) -> PolicyError {
        PolicyError::in_file(problem, self.source, self.text)
    }
}

pub(super) fn merge(source: &Source<'_>) -> Result<Policy, PolicyError> {
    let mut layers = stack(source)?;
    let known = layers.iter().flat_map(|layer| layer.options.audiences.keys().cloned()).collect();
    let audience = audience(source, &layers, &known)?;
    let mut merged = Merged { stated: Stated::of_caller(&source.statement), ..Merged::default() };
    for layer in &mut layers {
        merged.add(layer, audience.as_deref()).map_err(|problem| layer.error(problem))?;
    }
    Ok(merged.finish(audience, known, source))
}

/// The layers from the bottom up.
fn stack<'a>(source: &Source<'a>) -> Result<Vec<Layer<'a>>, PolicyError> {
    let mut layers = Vec::new();
    if let Some((name, text)) = source.file {
        layers.push(read(name, text)?);
    }
    let mut below = match (source.profile, layers.first()) {
        (Some(profile), _) => Some(builtin(profile).map_err(PolicyError::without_file)?),
        (None, Some(layer)) => Some(
            extended(layer)?
                .map_or_else(|| builtin(DEFAULT_PROFILE), Ok)
                .map_err(PolicyError::without_file)?,
        ),
        (None, None) => Some(builtin(DEFAULT_PROFILE).map_err(PolicyError::without_file)?),
    };
    let mut changes = true;
    let overlay_at = layers.len();
    while let Some((name, text)) = below {
        let layer = read(name, text)?;
        below = extended(&layer)?;
        changes &= name != CHANGES_NOTHING;
        layers.push(layer);
    }
    if changes {
        // Above the built-in profiles, below the user's file.
        layers.insert(overlay_at, Layer { is_overlay: true, ..read(OVERLAY_NAME, OVERLAY)? });
    }
    layers.reverse();
    Ok(layers)
}

fn read<'a>(source: &'a str, text: &'a str) -> Result<Layer<'a>, PolicyError> {
    match toml::from_str(text) {
        Ok(options) => Ok(Layer { source, text, options, is_overlay: false }),
        Err(error) => Err(PolicyError::in_file(error.into(), source, text)),
    }
}

type Profile = (&'static str, &'static str);

/// The profile that a layer says it extends.
fn extended(layer: &Layer<'_>) -> Result<Option<Profile>, PolicyError> {
    let Some(name) = &layer.options.extends else { return Ok(None) };
    find_profile(name.get_ref(), Some(name.span())).map(Some).map_err(|problem| layer.error(problem))
}

fn builtin(name: &str) -> Result<Profile, Problem> {
    find_profile(name, None)
}

fn find_profile(name: &str, span: Option<Range<usize>>) -> Result<Profile, Problem> {
    let found = profiles::PROFILES.iter().find(|profile| profile.0 == name);
    let names = profiles::PROFILES.iter().map(|profile| profile.0);
    found.copied().ok_or_else(|| Problem::unknown(span, ("内置规则", "profile"), name, names))
}

/// The audience that was asked for, or that the topmost layer with an opinion names.
fn audience(
    source: &Source<'_>,
    layers: &[Layer<'_>],
    known: &BTreeSet<String>,
) -> Result<Option<String>, PolicyError> {
    let unknown = |span, name: &str| {
        Problem::unknown(span, ("发布对象", "audience"), name, known.iter().map(String::as_str))
    };
    if let Some(asked) = source.audience {
        let known = known.contains(asked).then(|| asked.to_owned());
        return known.map(Some).ok_or_else(|| PolicyError::without_file(unknown(None, asked)));
    }
    let mut stated = layers.iter().rev().filter_map(|layer| Some((layer, layer.options.audience.as_ref()?)));
    match stated.next() {
        Some((_, audience)) if known.contains(audience.get_ref()) => Ok(Some(audience.get_ref().clone())),
        Some((layer, audience)) => Err(layer.error(unknown(Some(audience.span()), audience.get_ref()))),
        None => Ok(None),
    }
}

/// Kinds that nobody looks for unless something is to happen to them.
const ON_DEMAND: &[Kind] = &[Kind::Company, Kind::Age, Kind::Sex, Kind::Education];

fn example(options: ExampleOptions) -> Example {
    let ExampleOptions { name, before, after, verdict } = options;
    Example { name: name.unwrap_or_else(|| "例.txt".to_owned()), before, after, verdict }
}

/// What a layer says of the trail, on top of those below.
fn trail(options: TrailOptions, below: TrailSettings) -> TrailSettings {
    let hash = options.hash.map(|hash| match hash {
        HashOption::Sha256 => "sha256",
        HashOption::Sm3 => "sm3",
    });
    TrailSettings {
        file: options.file.or(below.file),
        who: options.who.or(below.who),
        hash: hash.or(below.hash),
    }
}

#[derive(Clone, Default)]
struct Merged {
    name: String,
    version: String,
    title: Title,
    rules: Draft,
    columns: Columns,
    thresholds: thresholds::Draft,
    risk: Risk,
    documents: Documents,
    trail: TrailSettings,
    files: FileSettings,
    gate: Gate,
    own: OwnDraft,
    variants: Vec<(Names, Merged)>,
    examples: Vec<Example>,
    stated: Stated,
}

impl Merged {
    fn add(&mut self, layer: &mut Layer<'_>, audience: Option<&str>) -> Result<(), Problem> {
        let options = &mut layer.options;
        if !layer.is_overlay {
            self.name_after(options);
        }
        self.stated.merge(options)?;
        let has_basis = self.stated.has_basis();
        let examples: Vec<_> = std::mem::take(&mut options.examples).into_iter().map(example).collect();
        if !examples.is_empty() && !layer.is_overlay {
            self.examples = examples;
        }
        self.own.merge(std::mem::take(&mut options.lists), std::mem::take(&mut options.recognizers))?;
        self.trail = trail(std::mem::take(&mut options.trail), std::mem::take(&mut self.trail));
        if let Some(exclude) = options.files.exclude.take() {
            self.files = FileSettings { exclude };
        }
        self.gate.merge(std::mem::take(&mut options.gate), std::mem::take(&mut options.allow))?;
        self.rules.merge(std::mem::take(&mut options.kinds), has_basis, layer.is_overlay)?;
        self.columns.merge(std::mem::take(&mut options.columns))?;
        self.risk.merge(std::mem::take(&mut options.risk))?;
        self.documents.merge(std::mem::take(&mut options.documents))?;
        if let Some(AudienceOptions { kinds, columns, risk }) =
            audience.and_then(|name| options.audiences.remove(name))
        {
            self.rules.merge(kinds, has_basis, false)?;
            self.columns.merge(columns)?;
            self.risk.merge(risk)?;
        }
        self.thresholds.merge(std::mem::take(&mut options.report))?;
        for TableOptions { names, kinds, columns, risk } in std::mem::take(&mut options.tables) {
            let mut variant = Self { variants: Vec::new(), ..self.clone() };
            variant.rules.merge(kinds, has_basis, false)?;
            variant.columns.merge(columns)?;
            variant.risk.merge(risk)?;
            self.variants.push((Names::new(&names)?, variant));
        }
        Ok(())
    }

    /// Takes the names that a layer gives the policy.
    fn name_after(&mut self, options: &mut Options) {
        self.name = options.name.take().unwrap_or_else(|| format!("{}+local", self.name));
        self.version = options.version.take().unwrap_or_else(|| self.version.clone());
        if let Some(title) = options.title.take() {
            self.title = Title { zh: title.zh, en: title.en };
        }
    }

    fn finish(self, audience: Option<String>, audiences: BTreeSet<String>, given: &Source<'_>) -> Policy {
        let variants = self.variants.into_iter().map(|(names, variant)| {
            let policy = variant.finish(audience.clone(), audiences.clone(), given);
            Variant { names, policy }
        });
        let variants = variants.collect();
        let rules = self.rules.finish(given.key);
        let on_demand = rules.changing(ON_DEMAND);
        let allowed_because = self.own.basis.clone();
        let (statement, mut lacks) = self.stated.finish(&given.statement);
        lacks.extend((rules.need_key() && given.key.is_none()).then_some(Requirement::Key));
        let mut policy = Policy {
            name: self.name,
            version: self.version,
            title: self.title,
            audience,
            audiences: audiences.into_iter().collect(),
            rules,
            columns: self.columns,
            overall: self.thresholds.overall(),
            thresholds: self.thresholds.finish(),
            risk: self.risk,
            documents: self.documents,
            own: self.own.finish(on_demand),
            allowed_because,
            variants,
            examples: self.examples,
            trail: self.trail,
            files: self.files,
            gate: self.gate,
            statement,
            lacks,
            fingerprint: String::new(),
        };
        policy.fingerprint = fingerprint(&policy);
        policy
    }
}
