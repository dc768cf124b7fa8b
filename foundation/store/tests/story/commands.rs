//! A command sent twice is done once, and both senders get the first answer.

use std::sync::Barrier;

use store::testing::{TestDb, asked, in_one_commit, on_both_engines};
use store::{Answer, Command, Db, StoreErrorKind, Tx, next_number};

use crate::tables::{Refusal, STORY, add, count, insert, log, note, sums};

fn command(tenant: i64, key: impl Into<String>) -> Command {
    Command { tenant, key: key.into(), at: 1_795_000_000_000_000 }
}

type Told = Result<Answer<i64>, Refusal>;

/// Draws a number and writes under it.
fn numbered(tx: &mut Tx<'_>) -> Result<i64, Refusal> {
    let n = next_number(tx, 1, "urut")?;
    note(tx, 1, n);
    add(tx, 1, 1, 1);
    Ok(n)
}

fn written(db: &Db) -> (usize, Vec<(i64, i64)>) {
    db.read_blocking(|reader| Ok::<_, Refusal>((log(reader, 1)?.len(), sums(reader, 1)?))).unwrap()
}

#[test]
fn a_repeat_gets_the_first_answer_and_writes_nothing() {
    on_both_engines(&[STORY], |db| {
        let first = db.db.command_blocking(command(1, "setor-0001"), numbered);
        let second = db.db.command_blocking(command(1, "setor-0001"), numbered);
        assert_eq!(first, Ok(Answer { value: 1, repeated: false }));
        assert_eq!(second, Ok(Answer { value: 1, repeated: true }));
        let reopened = Db::open(&db.location, false).unwrap();
        let third = reopened.command_blocking(command(1, "setor-0001"), numbered);
        assert_eq!(third, Ok(Answer { value: 1, repeated: true }));
        assert_eq!(written(&db.db), (1, vec![(1, 1)]));
    });
}

#[test]
fn a_repeat_in_the_same_commit_gets_the_first_answer() {
    on_both_engines(&[STORY], |db| {
        let send = |key: &str| asked::<Told>(db.db.command(command(0, key), numbered));
        let answers = in_one_commit(&db.db, vec![send("aa"), send("bb"), send("aa"), send("bb"), send("aa")]);
        let answers: Vec<_> = answers.into_iter().map(|answer| answer.unwrap()).collect();
        let told: Vec<(i64, bool)> = answers.iter().map(|answer| (answer.value, answer.repeated)).collect();
        assert_eq!(told, [(1, false), (2, false), (1, true), (2, true), (1, true)]);
        assert_eq!(written(&db.db), (2, vec![(1, 2)]));
    });
}

#[test]
fn a_refused_command_may_be_sent_again() {
    on_both_engines(&[STORY], |db| {
        let refused = |tx: &mut Tx<'_>| -> Result<i64, Refusal> {
            numbered(tx)?;
            Err(Refusal::Own)
        };
        let send = |key: &str| asked::<Told>(db.db.command(command(0, key), numbered));
        let spoilt = asked::<Told>(db.db.command(command(0, "aa"), refused));
        let answers = in_one_commit(&db.db, vec![spoilt, send("aa"), send("aa")]);
        assert_eq!(answers[0], Err(Refusal::Own));
        assert_eq!(answers[1], Ok(Answer { value: 1, repeated: false }));
        assert_eq!(answers[2], Ok(Answer { value: 1, repeated: true }));
        assert_eq!(written(&db.db), (1, vec![(1, 1)]));
    });
}

#[test]
fn a_key_belongs_to_its_cooperative() {
    on_both_engines(&[STORY], |db| {
        for (tenant, number) in [(0, 1), (1, 2), (2, 3)] {
            let answer = db.db.command_blocking(command(tenant, "kunci-yang-sama"), numbered);
            assert_eq!(answer, Ok(Answer { value: number, repeated: false }));
        }
    });
}

#[test]
fn an_answer_of_another_shape_is_a_fault_and_not_a_second_doing() {
    on_both_engines(&[STORY], |db| {
        db.db.command_blocking(command(1, "setor-0001"), numbered).unwrap();
        let other =
            db.db.command_blocking(command(1, "setor-0001"), |tx| numbered(tx).map(|n| n.to_string()));
        let Err(Refusal::Store(error)) = other else { panic!("a number is not a text: {other:?}") };
        assert_eq!(error.kind, StoreErrorKind::Fault);
        assert_eq!(written(&db.db), (1, vec![(1, 1)]));
    });
}

/// The ways in which the second of two processes learns that it is late.
#[derive(Debug, Clone, Copy)]
enum Way {
    /// By the key of the command.
    Append,
    /// By a row that both change.
    Count,
    /// By a row that both insert.
    Insert,
}

fn act(tx: &mut Tx<'_>, way: Way, round: i64) -> Result<i64, Refusal> {
    match way {
        Way::Append => note(tx, 1, round),
        Way::Count => drop(count(tx, 1, 1)?),
        Way::Insert => insert(tx, 1, round, 0)?,
    }
    add(tx, 1, 1, 1);
    Ok(round * 10)
}

fn sent_by_two_processes(db: &TestDb, way: Way, rounds: i64) {
    let other = Db::open(&db.location, false).unwrap();
    let start = Barrier::new(2);
    let send = |process: &Db| -> Vec<Told> {
        let once = |round| {
            start.wait();
            process.command_blocking(command(1, format!("c-{round}")), move |tx| act(tx, way, round))
        };
        (1..=rounds).map(once).collect()
    };
    let (first, second) = std::thread::scope(|scope| {
        let second = scope.spawn(|| send(&other));
        (send(&db.db), second.join().unwrap())
    });
    for (round, (first, second)) in (1..=rounds).zip(first.into_iter().zip(second)) {
        let [first, second] = [first, second]
            .map(|told| told.unwrap_or_else(|error| panic!("{way:?}, round {round}: {error:?}")));
        assert_eq!((first.value, second.value), (round * 10, round * 10));
        assert_ne!(first.repeated, second.repeated, "one of two did round {round}");
    }
    assert_eq!(written(&db.db).1, [(1, rounds)]);
}

#[test]
fn a_command_sent_by_two_processes_at_once_is_done_once() {
    for way in [Way::Append, Way::Count, Way::Insert] {
        on_both_engines(&[STORY], |db| sent_by_two_processes(db, way, 20));
    }
}
