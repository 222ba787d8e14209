"""The ledger of loans: stage, amounts and balance follow from a loan's approved entries, whoever writes what.

How it holds: `finance_loan_life` replays the entries of a loan day by day. Before each write of a loan a trigger sets
what follows from its approved entries, over whatever was given, and refuses the write if they contradict each other.
After each write of an entry another trigger locks the loan, so that of two at once the second sees the first, and
writes the loan if approved entries changed. A draft is held to what it would be beside all entries not given up.

The functions run as the tables' owner, for whom row-level security lets through every entry: a rule over all entries
of a loan must not depend on which of them a writer sees.
"""

from alembic import op

revision = "finance_0002_ledger"
down_revision = "finance_0001_records"
branch_labels = None
depends_on = None

LEDGER = ("finance_loan", "finance_loan_entry")
FUNCTIONS = (
    "finance_entry_kept()",
    "finance_loan_derived()",
    "finance_loan_life(bigint, text[])",
    "finance_refuse(text)",
)
DEFINER = "language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off"
"""Temporary tables last, so that none stands in for ours. No sequential scans: a connection keeps its plans, and one
made while a table is empty would be such a scan."""

REFUSE = """
create function finance_refuse(rule text) returns void language plpgsql as $$
begin
  raise exception 'the entries violate "%"', rule using errcode = 'check_violation', constraint = rule;
end $$
"""

LIFE = f"""
create function finance_loan_life(
  of_loan bigint, counted text[],
  out stage text, out stage_on date, out stage_reason text, out due_on date, out ends_on date,
  out granted bigint, out drawn bigint, out repaid bigint, out written_off bigint, out balance bigint, out breach text
) {DEFINER} as $$
declare
  entry finance_loan_entry;
  before text;
begin
  stage := 'APPLIED'; granted := 0; drawn := 0; repaid := 0; written_off := 0; balance := 0;
  for entry in
    select * from finance_loan_entry e where e.loan_id = of_loan and e.status = any (counted)
    order by e.starts_on, array_position(
      array['GRANT', 'REFUSAL', 'DRAWDOWN', 'OVERDUE', 'REPAYMENT', 'WRITE_OFF'], e.kind::text), e.id
  loop
    before := stage;
    if not (case entry.kind
      when 'GRANT' then stage = 'APPLIED'
      when 'REFUSAL' then stage = 'APPLIED'
      when 'DRAWDOWN' then stage in ('GRANTED', 'DRAWN')
      when 'OVERDUE' then stage = 'DRAWN'
      when 'REPAYMENT' then stage in ('DRAWN', 'OVERDUE')
      when 'WRITE_OFF' then stage = 'OVERDUE'
    end) then
      breach := 'finance_loan_entry_stage';
      return;
    end if;
    if entry.amount > (case entry.kind
      when 'DRAWDOWN' then granted - drawn
      when 'GRANT' then entry.amount
      when 'REFUSAL' then 0
      else balance
    end) then
      breach := 'finance_loan_entry_balance';
      return;
    end if;
    case entry.kind
      when 'GRANT' then stage := 'GRANTED'; granted := entry.amount; due_on := entry.due_on;
      when 'REFUSAL' then stage := 'REFUSED';
      when 'DRAWDOWN' then stage := 'DRAWN'; drawn := drawn + entry.amount;
      when 'OVERDUE' then stage := 'OVERDUE';
      when 'REPAYMENT' then repaid := repaid + entry.amount;
      when 'WRITE_OFF' then written_off := written_off + entry.amount;
    end case;
    balance := drawn - repaid - written_off;
    if entry.kind in ('REPAYMENT', 'WRITE_OFF') and balance = 0 then
      stage := case entry.kind when 'REPAYMENT' then 'REPAID' else 'WRITTEN_OFF' end;
    end if;
    if stage <> before then
      stage_on := entry.starts_on;
      stage_reason := entry.reason;
    end if;
  end loop;
  ends_on := case when stage in ('REFUSED', 'REPAID', 'WRITTEN_OFF') then stage_on end;
end $$
"""
"""VOLATILE, as functions are unless they say otherwise: each call sees what was committed while its caller waited."""

DERIVED = f"""
create function finance_loan_derived() returns trigger {DEFINER} as $$
declare
  life record;
begin
  if new.status = 'WITHDRAWN' and exists (
    select from finance_loan_entry where loan_id = new.id and status in ('DRAFT', 'SUBMITTED', 'APPROVED')
  ) then
    perform finance_refuse('finance_loan_withdrawn');
  end if;
  life := finance_loan_life(new.id, array['APPROVED']);
  if life.breach is not null then
    perform finance_refuse(life.breach);
  end if;
  new.stage := life.stage;
  new.stage_on := life.stage_on;
  new.stage_reason := life.stage_reason;
  new.due_on := life.due_on;
  new.ends_on := life.ends_on;
  new.granted_amount := life.granted;
  new.drawn_amount := life.drawn;
  new.repaid_amount := life.repaid;
  new.written_off_amount := life.written_off;
  new.balance := life.balance;
  return new;
end $$
"""

KEPT = f"""
create function finance_entry_kept() returns trigger {DEFINER} as $$
declare
  loan finance_loan;
  changed bigint[] := array[
    case when old.status = 'APPROVED' then old.loan_id end, case when new.status = 'APPROVED' then new.loan_id end];
begin
  perform from finance_loan where id = any (array[old.loan_id, new.loan_id]) order by id for no key update;
  if new.status in ('DRAFT', 'SUBMITTED', 'APPROVED') then
    select * into loan from finance_loan where id = new.loan_id;
    if loan.status = 'WITHDRAWN' or (new.status = 'APPROVED' and loan.status <> 'APPROVED') then
      perform finance_refuse('finance_loan_entry_loan');
    end if;
    if new.starts_on < loan.starts_on then
      perform finance_refuse('finance_loan_entry_day');
    end if;
    if new.status <> 'APPROVED' then
      perform finance_refuse(breach)
        from finance_loan_life(new.loan_id, array['DRAFT', 'SUBMITTED', 'APPROVED']) where breach is not null;
    end if;
  end if;
  update finance_loan
    set revision = revision + 1, updated_at = now(), updated_by = coalesce(new.updated_by, old.updated_by)
    where id = any (changed);
  return null;
end $$
"""

CHECKS = {
    "balance": "balance = drawn_amount - repaid_amount - written_off_amount and balance >= 0",
    "drawn": "drawn_amount <= granted_amount",
}


def upgrade() -> None:
    for statement in (REFUSE, LIFE, DERIVED, KEPT):
        op.execute(statement)
    for function in FUNCTIONS:
        op.execute(f"revoke execute on function {function} from public")
    for table in LEDGER:
        op.execute(f"create policy deriving on {table} to current_user using (true) with check (true)")
    op.execute(
        "create trigger derived before insert or update on finance_loan"
        " for each row execute function finance_loan_derived()"
    )
    op.execute(
        "create trigger kept after insert or update or delete on finance_loan_entry"
        " for each row execute function finance_entry_kept()"
    )
    for name, rule in CHECKS.items():
        op.execute(f"alter table finance_loan add constraint ck_finance_loan_{name} check ({rule})")


def downgrade() -> None:
    for name in CHECKS:
        op.execute(f"alter table finance_loan drop constraint ck_finance_loan_{name}")
    op.execute("drop trigger kept on finance_loan_entry")
    op.execute("drop trigger derived on finance_loan")
    for table in LEDGER:
        op.execute(f"drop policy deriving on {table}")
    for function in FUNCTIONS:
        op.execute(f"drop function {function}")
