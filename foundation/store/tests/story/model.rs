//! Random acts against a model that applies the successful ones alone.
//!
//! Every act does a random mix of the ways of writing and asking; some fail, in every way in which an act
//! can fail, at a random place. Several share a commit. What they answer and what is left in the tables
//! must be what the model says, act by act.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicI64, Ordering};

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};
use store::testing::{Asked, TestDb, in_one_commit, on_both_engines};
use store::{Command, Reader, StoreErrorKind, Tx, next_number, values};

use crate::tables::{Counter, Refusal, STORY, add, count, counters, insert, log, note, plain, sums};

/// One step of an act.
#[derive(Debug, Clone)]
enum Step {
    /// Appends a row.
    Note,
    /// Adds to a sum.
    Add { key: i64, amount: i64 },
    /// Counts one more on a folded row.
    Count { key: i64 },
    /// Sets a folded row without reading it.
    Set { key: i64, value: i64 },
    /// Draws a number.
    Draw,
    /// Writes by a plain statement.
    Put { key: i64, value: i64 },
    /// Deletes by a plain statement.
    Remove { key: i64 },
    /// Asks for everything.
    Ask,
    /// Asks for the plain table without sending what was appended.
    LookUp,
}

/// How an act fails.
#[derive(Debug, Clone, Copy)]
enum Fault {
    /// By its own rules.
    Refuses,
    /// By a mistake in the program.
    Panics,
    /// By a plain row that is there.
    InsertsTwice,
    /// The same, and goes on as if nothing had happened.
    InsertsTwiceUnawares,
    /// By an appended row that is there, which shows only later.
    NotesTwice,
    /// By a wrong statement, after what was appended has been sent.
    AsksWrongly,
    /// By a wrong statement, before.
    LooksWrongly,
}

#[derive(Debug, Clone)]
struct Act {
    steps: Vec<Step>,
    fault: Option<(usize, Fault)>,
    /// Sent under a key that others may use too.
    command: Option<u8>,
}

fn steps() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => Just(Step::Note),
        3 => (0..3_i64, -50..50_i64).prop_map(|(key, amount)| Step::Add { key, amount }),
        3 => (0..3_i64).prop_map(|key| Step::Count { key }),
        1 => (0..3_i64, 100..200_i64).prop_map(|(key, value)| Step::Set { key, value }),
        2 => Just(Step::Draw),
        2 => (1..4_i64, 0..100_i64).prop_map(|(key, value)| Step::Put { key, value }),
        1 => (1..4_i64).prop_map(|key| Step::Remove { key }),
        2 => Just(Step::Ask),
        1 => Just(Step::LookUp),
    ]
}

fn faults() -> impl Strategy<Value = Fault> {
    prop_oneof![
        4 => Just(Fault::Refuses),
        1 => Just(Fault::Panics),
        2 => Just(Fault::InsertsTwice),
        1 => Just(Fault::InsertsTwiceUnawares),
        1 => Just(Fault::NotesTwice),
        1 => Just(Fault::AsksWrongly),
        1 => Just(Fault::LooksWrongly),
    ]
}

fn acts() -> impl Strategy<Value = Act> {
    let fault = prop::option::weighted(0.35, (0..6_usize, faults()));
    (prop::collection::vec(steps(), 0..6), fault, prop::option::weighted(0.3, 0..4_u8))
        .prop_map(|(steps, fault, command)| Act { steps, fault, command })
}

/// The tables as the model keeps them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Model {
    log: BTreeSet<i64>,
    sums: BTreeMap<i64, i64>,
    counters: BTreeMap<i64, i64>,
    plain: BTreeMap<i64, i64>,
    drawn: i64,
    answers: BTreeMap<u8, Vec<i64>>,
}

impl Model {
    /// Every world begins with one row in the log and one in the plain table.
    fn new() -> Self {
        Self { log: [0].into(), plain: [(0, 0)].into(), ..Self::default() }
    }

    fn seen(&self) -> Vec<i64> {
        let pairs = |pairs: &BTreeMap<i64, i64>| pairs.iter().flat_map(|(k, v)| [*k, *v]).collect::<Vec<_>>();
        let log = self.log.iter().copied().collect();
        [log, pairs(&self.sums), pairs(&self.counters), pairs(&self.plain)].concat()
    }

    fn step(&mut self, step: &Step, id: i64) -> Vec<i64> {
        match *step {
            Step::Note => drop(self.log.insert(id)),
            Step::Add { key, amount } => *self.sums.entry(key).or_default() += amount,
            Step::Count { key } => {
                let value = self.counters.entry(key).or_default();
                *value += 1;
                return vec![*value];
            }
            Step::Set { key, value } => drop(self.counters.insert(key, value)),
            Step::Draw => {
                self.drawn += 1;
                return vec![self.drawn];
            }
            Step::Put { key, value } => drop(self.plain.insert(key, value)),
            Step::Remove { key } => drop(self.plain.remove(&key)),
            Step::Ask => return self.seen(),
            Step::LookUp => return self.plain.iter().flat_map(|(k, v)| [*k, *v]).collect(),
        }
        Vec::new()
    }

    /// What the act answers, and whether a repeat answered it; nothing where it fails.
    fn act(&mut self, act: &Act, first_id: i64) -> Option<(Vec<i64>, bool)> {
        if let Some(answer) = act.command.and_then(|key| self.answers.get(&key)) {
            return Some((answer.clone(), true));
        }
        if act.fault.is_some() {
            return None;
        }
        let answer: Vec<i64> =
            (first_id..).zip(&act.steps).flat_map(|(id, step)| self.step(step, id)).collect();
        if let Some(key) = act.command {
            self.answers.insert(key, answer.clone());
        }
        Some((answer, false))
    }
}

fn see(reader: &mut dyn Reader, world: i64) -> Result<Vec<i64>, Refusal> {
    let pairs = |pairs: Vec<(i64, i64)>| pairs.into_iter().flat_map(|(k, v)| [k, v]).collect::<Vec<_>>();
    let log = log(reader, world)?;
    Ok([log, pairs(sums(reader, world)?), pairs(counters(reader, world)?), pairs(plain(reader, world)?)]
        .concat())
}

fn take(tx: &mut Tx<'_>, world: i64, step: &Step, id: i64) -> Result<Vec<i64>, Refusal> {
    match *step {
        Step::Note => note(tx, world, id),
        Step::Add { key, amount } => add(tx, world, key, amount),
        Step::Count { key } => return Ok(vec![count(tx, world, key)?]),
        Step::Set { key, value } => tx.set_folded(&(world, key), Counter(value)),
        Step::Draw => return Ok(vec![next_number(tx, world, "urut")?]),
        Step::Put { key, value } => {
            let sql = "insert into story_plain (world, key, value) values ($1, $2, $3) \
                       on conflict (world, key) do update set value = excluded.value";
            tx.execute(sql, &values![world, key, value])?;
        }
        Step::Remove { key } => {
            tx.execute("delete from story_plain where world = $1 and key = $2", &values![world, key])?;
        }
        Step::Ask => return see(tx, world),
        Step::LookUp => {
            let sql = "select key, value from story_plain where world = $1 order by key";
            let rows = tx.lookup(sql, &values![world])?;
            return Ok(rows.iter().flat_map(|row| [row.int(0).unwrap(), row.int(1).unwrap()]).collect());
        }
    }
    Ok(Vec::new())
}

fn fail(tx: &mut Tx<'_>, world: i64, fault: Fault) -> Result<(), Refusal> {
    match fault {
        Fault::Refuses => return Err(Refusal::Own),
        Fault::Panics => panic!("this act panics on purpose"),
        Fault::InsertsTwice => insert(tx, world, 0, 1)?,
        Fault::InsertsTwiceUnawares => drop(insert(tx, world, 0, 1)),
        Fault::NotesTwice => note(tx, world, 0),
        Fault::AsksWrongly => drop(tx.query("select nothing from story_log", &[])?),
        Fault::LooksWrongly => drop(tx.lookup("select nothing from story_log", &[])?),
    }
    Ok(())
}

fn perform(tx: &mut Tx<'_>, world: i64, act: &Act, first_id: i64) -> Result<Vec<i64>, Refusal> {
    let fails_at = act.fault.map(|(at, fault)| (at.min(act.steps.len()), fault));
    let mut answer = Vec::new();
    for (n, id) in (0..=act.steps.len()).zip(first_id..) {
        if let Some((at, fault)) = fails_at
            && at == n
        {
            fail(tx, world, fault)?;
        }
        if let Some(step) = act.steps.get(n) {
            answer.extend(take(tx, world, step, id)?);
        }
    }
    Ok(answer)
}

type Told = Result<(Vec<i64>, bool), Refusal>;

fn ask(db: &TestDb, world: i64, act: Act, first_id: i64) -> Asked<'_, Told> {
    Box::pin(async move {
        let Some(key) = act.command else {
            return db
                .db
                .write(move |tx| perform(tx, world, &act, first_id))
                .await
                .map(|answer| (answer, false));
        };
        let command = Command { tenant: 0, key: format!("{world}-{key}"), at: 0 };
        let answer = db.db.command(command, move |tx| perform(tx, world, &act, first_id)).await?;
        Ok((answer.value, answer.repeated))
    })
}

/// Whether an act failed in the way in which it was told to.
fn fits(fault: Fault, told: &Told) -> bool {
    match (fault, told) {
        (Fault::Refuses, Err(refusal)) => *refusal == Refusal::Own,
        (Fault::Panics | Fault::AsksWrongly | Fault::LooksWrongly, Err(Refusal::Store(error))) => {
            error.kind == StoreErrorKind::Fault
        }
        (_, Err(Refusal::Store(error))) => error.kind == StoreErrorKind::Duplicate,
        _ => false,
    }
}

fn compare(db: &TestDb, world: i64, commits: &[Vec<Act>]) -> Result<(), TestCaseError> {
    let mut model = Model::new();
    let begun = db.db.write_blocking(move |tx| {
        note(tx, world, 0);
        insert(tx, world, 0, 0).map_err(Refusal::from)
    });
    prop_assert_eq!(begun, Ok(()));
    let mut first_id = 1;
    for acts in commits {
        let asked =
            acts.iter().zip(0..).map(|(act, n)| ask(db, world, act.clone(), first_id + 10 * n)).collect();
        let told = in_one_commit(&db.db, asked);
        for (act, told) in acts.iter().zip(told) {
            match (model.act(act, first_id), act.fault) {
                (Some(expected), _) => prop_assert_eq!(told, Ok(expected)),
                (None, Some((_, fault))) => prop_assert!(fits(fault, &told), "{fault:?} gave {told:?}"),
                (None, None) => unreachable!("the model refuses only acts that fail"),
            }
            first_id += 10;
        }
        let left = db.db.read_blocking(|reader| see(reader, world));
        prop_assert_eq!(left, Ok(model.seen()));
    }
    Ok(())
}

#[test]
fn acts_leave_what_the_successful_ones_alone_would_have_left() {
    let worlds = AtomicI64::new(1);
    on_both_engines(&[STORY], |db| {
        let config = Config {
            cases: 120,
            rng_seed: RngSeed::Fixed(1971),
            failure_persistence: None,
            ..Config::default()
        };
        let commits = prop::collection::vec(prop::collection::vec(acts(), 1..9), 1..4);
        let outcome = TestRunner::new(config)
            .run(&commits, |commits| compare(db, worlds.fetch_add(1, Ordering::Relaxed), &commits));
        outcome.unwrap_or_else(|failure| panic!("{:?}: {failure}", db.db.engine()));
    });
}
