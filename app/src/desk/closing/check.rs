//! One thing that is looked at before a month is closed, and what is asked of the closer. Pure.

/// How a check stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It agrees.
    Good,
    /// Something is missing.
    Open,
    /// The program cannot see it; the closer says that it was done.
    Asked(Tick),
    /// There is nothing to look at this month.
    Unneeded,
}

/// What the closer says by a tick.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tick {
    /// Cash was counted and the bank compared, outside the program.
    Counted,
    /// Goods were counted.
    Stock,
}

impl Tick {
    /// The field of the form.
    fn field(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::Stock => "stock",
        }
    }

    /// Why the month is not closed without it.
    fn sentence(self) -> &'static str {
        match self {
            Self::Counted => "Hitung dulu kasnya dan cocokkan bank, lalu beri tanda.",
            Self::Stock => "Hitung dulu barangnya, lalu beri tanda.",
        }
    }
}

/// A link that mends what is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// A verb.
    pub label: String,
    /// Behind the cooperative's own address.
    pub path: String,
    /// Whether it leads to a form for who records.
    pub records: bool,
}

/// A check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What should be so.
    pub name: String,
    /// Whether it is.
    pub standing: Standing,
    /// The same in a word or two.
    pub state: String,
    /// One sentence.
    pub detail: String,
    /// How to mend it, where it is not as it should be.
    pub link: Option<Link>,
}

impl Check {
    fn new(name: impl Into<String>, standing: Standing, state: &str, detail: impl Into<String>) -> Self {
        let (name, detail) = (name.into(), detail.into());
        Self { name, standing, state: state.to_owned(), detail, link: None }
    }

    /// It agrees.
    pub fn good(name: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::new(name, Standing::Good, "cocok", detail)
    }

    /// Something is missing.
    pub fn open(name: impl Into<String>, state: &str, detail: impl Into<String>) -> Self {
        Self::new(name, Standing::Open, state, detail)
    }

    /// The closer says that it was done.
    pub fn asked(name: impl Into<String>, tick: Tick, detail: impl Into<String>) -> Self {
        Self::new(name, Standing::Asked(tick), "belum", detail)
    }

    /// Nothing to look at.
    pub fn unneeded(name: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::new(name, Standing::Unneeded, "tidak perlu", detail)
    }

    /// With a link that everybody may open who reads the books.
    #[must_use]
    pub fn link(mut self, label: impl Into<String>, path: impl Into<String>) -> Self {
        self.link = Some(Link { label: label.into(), path: path.into(), records: false });
        self
    }

    /// With a link to a form for who records.
    #[must_use]
    pub fn record(mut self, label: impl Into<String>, path: impl Into<String>) -> Self {
        self.link = Some(Link { label: label.into(), path: path.into(), records: true });
        self
    }

    /// Whether it agrees.
    pub fn is_good(&self) -> bool {
        self.standing == Standing::Good
    }
}

/// All checks of a month.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checklist {
    checks: Vec<Check>,
}

impl Checklist {
    /// Checks in the order in which they are to be shown.
    pub fn of(checks: Vec<Check>) -> Self {
        Self { checks }
    }

    /// What is left of it once the month is closed: what was said by a tick has been said, and nothing can be
    /// recorded into the month any more.
    #[must_use]
    pub fn after_closing(mut self) -> Self {
        self.checks.retain(|check| !matches!(check.standing, Standing::Asked(_) | Standing::Unneeded));
        for check in &mut self.checks {
            check.link.take_if(|link| link.records);
        }
        self
    }

    /// What is missing, and what the closer is asked to say.
    pub fn to_do(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| matches!(check.standing, Standing::Open | Standing::Asked(_)))
    }

    /// What agrees.
    pub fn good(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| check.is_good())
    }

    /// What there is nothing to look at for.
    pub fn unneeded(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| check.standing == Standing::Unneeded)
    }

    /// What is missing.
    pub fn open(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| check.standing == Standing::Open)
    }

    /// How many things are missing.
    pub fn open_count(&self) -> usize {
        self.open().count()
    }

    /// How many things the closer is asked to say.
    pub fn asked_count(&self) -> usize {
        self.checks.iter().filter(|check| matches!(check.standing, Standing::Asked(_))).count()
    }

    /// What is missing, in a few words.
    pub fn summary(&self) -> String {
        match (self.open_count(), self.asked_count()) {
            (0, 0) => "tidak ada yang tertinggal".to_owned(),
            (0, asked) => format!("{asked} perlu dipastikan"),
            (open, 0) => format!("{open} belum beres"),
            (open, asked) => format!("{open} belum beres, {asked} perlu dipastikan"),
        }
    }

    /// Whether the closer is asked to say this.
    pub fn asks(&self, tick: Tick) -> bool {
        self.checks.iter().any(|check| check.standing == Standing::Asked(tick))
    }

    /// Why the month cannot be closed with these ticks; nothing where it can.
    pub fn refused(&self, is_ticked: impl Fn(&str) -> bool) -> Option<String> {
        let missing = |tick: &Tick| self.asks(*tick) && !is_ticked(tick.field());
        if let Some(tick) = [Tick::Counted, Tick::Stock].iter().find(|tick| missing(tick)) {
            return Some(tick.sentence().to_owned());
        }
        let open = self.open_count();
        (open > 0 && !is_ticked("known")).then(|| {
            format!("Masih ada {open} hal yang belum beres. Bereskan, atau beri tanda bahwa Anda tahu.")
        })
    }

    /// What is kept with the closing: what was missing, and what was only said; empty where all agreed.
    pub fn remarks(&self) -> String {
        let named = |wanted: fn(&Standing) -> bool| {
            let found = self.checks.iter().filter(|check| wanted(&check.standing));
            found.map(|check| format!("{} ({})", check.name, check.state)).collect::<Vec<_>>().join("; ")
        };
        let open = named(|standing| *standing == Standing::Open);
        let asked: Vec<&str> = self
            .checks
            .iter()
            .filter(|check| matches!(check.standing, Standing::Asked(_)))
            .map(|check| check.name.as_str())
            .collect();
        let open = (!open.is_empty()).then(|| format!("Diketahui belum beres: {open}."));
        let asked = (!asked.is_empty()).then(|| format!("Ditandai sudah diperiksa: {}.", asked.join("; ")));
        [open, asked].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> Checklist {
        Checklist::of(vec![
            Check::good("Neraca seimbang", "Jumlahnya sama."),
            Check::open("Semua transaksi ada bukti", "3 belum", "Bukti menyusul.").link("Lihat", "x"),
            Check::unneeded("Penyusutan", "Tidak ada aset."),
            Check::asked("Kas sudah dihitung", Tick::Counted, "Kas Rp5."),
        ])
    }

    fn refused(ticks: &[&str]) -> Option<String> {
        list().refused(|field| ticks.contains(&field))
    }

    #[test]
    fn what_is_to_do_and_what_agrees_and_what_is_not_needed_are_apart() {
        let list = list();
        let to_do: Vec<&str> = list.to_do().map(|check| check.name.as_str()).collect();
        assert_eq!(to_do, ["Semua transaksi ada bukti", "Kas sudah dihitung"]);
        assert_eq!(list.good().map(|check| check.name.as_str()).collect::<Vec<_>>(), ["Neraca seimbang"]);
        assert_eq!(list.unneeded().map(|check| check.name.as_str()).collect::<Vec<_>>(), ["Penyusutan"]);
        assert_eq!((list.open_count(), list.asked_count()), (1, 1));
        assert_eq!(list.summary(), "1 belum beres, 1 perlu dipastikan");
    }

    #[test]
    fn after_the_closing_only_what_is_known_by_the_program_is_left() {
        let mut checks = list().checks;
        checks.push(Check::open("Harga beli", "belum", "Belum dicatat.").record("Catat", "y"));
        let left = Checklist::of(checks).after_closing();
        let to_do: Vec<(&str, bool)> =
            left.to_do().map(|check| (check.name.as_str(), check.link.is_some())).collect();
        assert_eq!(to_do, [("Semua transaksi ada bukti", true), ("Harga beli", false)]);
        assert_eq!((left.good().count(), left.unneeded().count()), (1, 0));
    }

    #[test]
    fn each_tick_is_asked_for_only_where_it_is_needed() {
        assert_eq!(refused(&[]).unwrap(), "Hitung dulu kasnya dan cocokkan bank, lalu beri tanda.");
        assert_eq!(
            refused(&["counted"]).unwrap(),
            "Masih ada 1 hal yang belum beres. Bereskan, atau beri tanda bahwa Anda tahu."
        );
        assert_eq!(refused(&["counted", "known"]), None);
        let good = Checklist::of(vec![Check::good("Neraca seimbang", "")]);
        assert_eq!(good.refused(|_| false), None, "nothing is asked where all agrees");
        let goods = Checklist::of(vec![Check::asked("Barang sudah dihitung", Tick::Stock, "")]);
        assert_eq!(goods.refused(|field| field == "counted").unwrap(), Tick::Stock.sentence());
        assert_eq!(goods.refused(|field| field == "stock"), None);
    }

    #[test]
    fn the_closing_keeps_what_was_known() {
        assert_eq!(
            list().remarks(),
            "Diketahui belum beres: Semua transaksi ada bukti (3 belum). Ditandai sudah diperiksa: Kas sudah \
             dihitung."
        );
        assert_eq!(Checklist::of(vec![Check::good("Neraca seimbang", "")]).remarks(), "");
    }
}
