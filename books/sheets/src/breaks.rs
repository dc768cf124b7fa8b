//! Where a sheet's own saldo stops following from its amounts.

use kernel::Rupiah;

use crate::reading::{BalanceBreak, BookRow, Reading};

impl BalanceBreak {
    /// What is wrong and what to do, in an Indonesian sentence.
    pub fn sentence(&self) -> String {
        let (said, computed) = (self.said, self.computed);
        let difference = said.checked_sub(computed).unwrap_or(Rupiah::ZERO);
        format!(
            "Periksa baris ini: saldo tertulis {said}, seharusnya {computed}, selisih {difference}. Mungkin ada \
             jumlah yang salah atau baris yang kurang."
        )
    }
}

impl Reading {
    /// The first row of each sheet whose saldo does not follow from the one before. It
    /// begins with the sheet's opening balance, without one with its first saldo. A row
    /// that was listed as a problem breaks nothing: the check goes on behind it.
    pub fn balance_breaks(&self) -> Vec<BalanceBreak> {
        let mut breaks = Vec::new();
        for sheet in &self.sheets {
            let mut problems: Vec<u32> = self
                .problems()
                .filter(|listed| listed.sheet == sheet.name)
                .map(|listed| listed.row)
                .collect();
            problems.sort_unstable();
            let mut before = sheet.opening;
            let mut last = 0;
            for row in self.rows.iter().filter(|row| row.sheet == sheet.name) {
                let skipped = problems.partition_point(|problem| *problem <= last);
                if problems.get(skipped).is_some_and(|problem| *problem < row.row) {
                    before = None;
                }
                last = row.row;
                let computed = before.and_then(|before| after(before, row));
                if let (Some(computed), Some(said)) = (computed, row.balance)
                    && computed != said
                {
                    breaks.push(BalanceBreak { sheet: sheet.name.clone(), row: row.row, said, computed });
                    break;
                }
                before = row.balance.or(computed);
            }
        }
        breaks
    }
}

fn after(before: Rupiah, row: &BookRow) -> Option<Rupiah> {
    before.checked_add(row.money_in)?.checked_sub(row.money_out)
}
