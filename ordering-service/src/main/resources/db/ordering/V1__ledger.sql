-- Double entry (domain.md OR-1; infra/decisions/0007-ledger.md).
--
-- Sign: what the holder has with the seller is positive. A receipt raises the holder's account and
-- lowers the seller's cash by the same amount, so that every posting sums to zero. Amounts are minor
-- units of the currency.
--
-- Nobody writes these tables but the functions below, which run with their owner's rights: a balance
-- cannot move without the entry that explains it.

create table ledger_account (
  id bigint generated always as identity primary key,
  seller_id bigint not null, -- in whose books it is
  kind text not null check (kind in ('PARTNER_CREDIT', 'CUSTOMER_DEBIT', 'HOUSE')),
  holder_id bigint, -- the partner's seller id or the customer's id
  house_role text,
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  posted bigint not null default 0,
  pending bigint not null default 0, -- sum of open holds on it
  credit_limit bigint not null default 0,
  version bigint not null default 0, -- number of its entries
  opened_at timestamptz not null,
  constraint house_accounts_have_a_role_and_no_holder check (
    (kind = 'HOUSE') = (house_role is not null) and (kind = 'HOUSE') = (holder_id is null)),
  constraint house_balances_live_in_entries_only check (
    kind <> 'HOUSE' or (posted = 0 and pending = 0 and version = 0)),
  constraint balance_never_below_credit_limit check (posted - pending >= -credit_limit),
  constraint pending_never_negative check (pending >= 0),
  constraint credit_limit_never_negative check (credit_limit >= 0),
  constraint one_account_per_holder_and_currency
    unique nulls not distinct (seller_id, kind, holder_id, house_role, currency),
  unique (id, seller_id, currency)
);
create index ledger_account_of_holder on ledger_account (holder_id, kind);

create table ledger_posting (
  id bigint generated always as identity primary key,
  idempotency_key text not null check (length(idempotency_key) between 1 and 200),
  fingerprint text not null,
  kind text not null check (kind in ('POST', 'HOLD', 'SETTLE', 'VOID', 'EXPIRE')),
  cause text not null check (cause <> ''),
  happened_at timestamptz not null, -- business time
  expires_at timestamptz,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint holds_and_only_holds_expire check ((kind = 'HOLD') = (expires_at is not null)),
  constraint one_posting_per_key unique (idempotency_key)
);

create table ledger_transfer (
  id bigint generated always as identity primary key,
  posting_id bigint not null references ledger_posting (id),
  seller_id bigint not null,
  debit_account_id bigint not null,
  credit_account_id bigint not null,
  amount bigint not null,
  currency char(3) not null,
  purpose text not null check (purpose <> ''),
  constraint amount_positive_and_bounded check (amount between 1 and 1000000000000000),
  constraint nobody_pays_itself check (debit_account_id <> credit_account_id),
  constraint debit_in_same_books_and_currency
    foreign key (debit_account_id, seller_id, currency)
    references ledger_account (id, seller_id, currency),
  constraint credit_in_same_books_and_currency
    foreign key (credit_account_id, seller_id, currency)
    references ledger_account (id, seller_id, currency)
);
create index ledger_transfer_of_posting on ledger_transfer (posting_id);

-- A hold ends once.
create table ledger_hold_end (
  hold_id bigint primary key references ledger_posting (id),
  posting_id bigint not null unique references ledger_posting (id),
  outcome text not null check (outcome in ('POSTED', 'VOIDED', 'EXPIRED'))
);

create table ledger_entry (
  id bigint generated always as identity primary key,
  posting_id bigint not null references ledger_posting (id),
  transfer_id bigint not null references ledger_transfer (id),
  account_id bigint not null references ledger_account (id),
  seller_id bigint not null,
  holder_partner_id bigint, -- the partner who may read it as well
  amount bigint not null check (amount <> 0),
  currency char(3) not null,
  balance_before bigint, -- null on house accounts, which keep no running balance
  balance_after bigint,
  account_version bigint,
  cause text not null check (cause <> ''),
  purpose text not null,
  happened_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint balance_moves_by_the_amount check (balance_after = balance_before + amount),
  constraint running_balance_is_complete check (
    (balance_before is null) = (balance_after is null)
    and (balance_before is null) = (account_version is null)),
  constraint a_transfer_touches_an_account_once unique (transfer_id, account_id),
  constraint one_entry_per_account_version unique (account_id, account_version)
);
create index ledger_entry_of_posting on ledger_entry (posting_id);
create index ledger_entry_of_account on ledger_entry (account_id, id);

create function ledger_history_is_never_changed() returns trigger language plpgsql as $$
begin
  raise exception 'ledger history is never changed, only corrected by new postings'
    using errcode = 'restrict_violation';
end $$;

create trigger history_is_never_changed before update or delete on ledger_entry
  for each row execute function ledger_history_is_never_changed();
create trigger history_is_never_changed before update or delete on ledger_transfer
  for each row execute function ledger_history_is_never_changed();
create trigger history_is_never_changed before update or delete on ledger_posting
  for each row execute function ledger_history_is_never_changed();
create trigger history_is_never_changed before update or delete on ledger_hold_end
  for each row execute function ledger_history_is_never_changed();
create trigger history_is_never_emptied before truncate on ledger_entry
  execute function ledger_history_is_never_changed();
create trigger history_is_never_emptied before truncate on ledger_transfer
  execute function ledger_history_is_never_changed();
create trigger history_is_never_emptied before truncate on ledger_posting
  execute function ledger_history_is_never_changed();
create trigger history_is_never_emptied before truncate on ledger_hold_end
  execute function ledger_history_is_never_changed();

-- Locks the accounts that keep a running balance, always in the same order, and refuses what the
-- caller may not touch.
create function ledger_lock_accounts(p_accounts bigint[]) returns void
language plpgsql set search_path = public, pg_temp as $$
declare
  v_seller bigint := nullif(current_setting('tierline.seller', true), '')::bigint;
  v_known int;
  v_wanted int := (select count(distinct a) from unnest(p_accounts) a);
begin
  if session_user = 'ordering_app' or v_seller is not null then
    select count(*) into v_known from ledger_account
      where id = any (p_accounts) and seller_id = v_seller;
  else
    select count(*) into v_known from ledger_account where id = any (p_accounts);
  end if;
  if v_known <> v_wanted then
    raise exception 'a posting names an account that is not in these books'
      using errcode = 'foreign_key_violation';
  end if;
  perform 1 from ledger_account
    where id = any (p_accounts) and kind <> 'HOUSE'
    order by id
    for no key update;
end $$;

-- Writes both entries of each transfer of p_source, for p_posting, and moves the balances.
create function ledger_write_entries(p_posting bigint, p_source bigint) returns void
language plpgsql set search_path = public, pg_temp as $$
begin
  insert into ledger_entry (posting_id, transfer_id, account_id, seller_id, holder_partner_id,
      amount, currency, balance_before, balance_after, account_version, cause, purpose, happened_at)
    select p_posting, line.transfer_id, a.id, a.seller_id,
        case when a.kind = 'PARTNER_CREDIT' then a.holder_id end,
        line.amount, a.currency,
        case when a.kind <> 'HOUSE' then a.posted + line.running - line.amount end,
        case when a.kind <> 'HOUSE' then a.posted + line.running end,
        case when a.kind <> 'HOUSE' then a.version + line.place end,
        p.cause, line.purpose, p.happened_at
      from (
        select side.*,
            sum(side.amount) over (partition by side.account_id order by side.transfer_id) as running,
            row_number() over (partition by side.account_id order by side.transfer_id) as place
          from (
            select t.id as transfer_id, t.purpose, s.account_id, s.amount
              from ledger_transfer t
              cross join lateral (values
                (t.debit_account_id, -t.amount), (t.credit_account_id, t.amount)) s (account_id, amount)
              where t.posting_id = p_source) side) line
      join ledger_account a on a.id = line.account_id
      join ledger_posting p on p.id = p_posting
      order by line.transfer_id, line.amount;

  update ledger_account a
    set posted = a.posted + moved.amount, version = a.version + moved.entries
    from (
      select account_id, sum(amount)::bigint as amount, count(*) as entries
        from ledger_entry where posting_id = p_posting group by account_id) moved
    where a.id = moved.account_id and a.kind <> 'HOUSE';
end $$;

-- Records a posting (kind POST: entries now) or a hold (kind HOLD: amounts reserved until it ends).
-- One statement for the caller; everything or nothing. Outcomes:
--   RECORDED      done
--   REPLAYED      the same posting stands already: its first result again, nothing done
--   KEY_REUSED    the key belongs to a posting with another content; nothing done
--   SHORT         an account would fall below its limit; nothing done, the key stays free
create function ledger_record(
  p_kind text, p_key text, p_cause text, p_happened_at timestamptz, p_expires_at timestamptz,
  p_debits bigint[], p_credits bigint[], p_amounts bigint[], p_currencies text[], p_purposes text[])
returns table (outcome text, posting_id bigint, short_account_id bigint, short_by bigint)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_fingerprint text := encode(sha256(convert_to(jsonb_build_array(
    p_kind, p_cause, p_debits, p_credits, p_amounts, p_currencies, p_purposes)::text, 'UTF8')), 'hex');
  v_known ledger_posting;
  v_posting bigint;
  v_short bigint;
  v_short_by bigint;
begin
  if coalesce(cardinality(p_debits), 0) = 0 then
    raise exception 'a posting has at least one transfer' using errcode = 'check_violation';
  end if;
  perform ledger_lock_accounts(p_debits || p_credits);

  select * into v_known from ledger_posting p where p.idempotency_key = p_key;
  if not found then
    select a.id, -(a.posted - a.pending + a.credit_limit + n.amount)
      into v_short, v_short_by
      from ledger_account a
      join (
        select side.account_id, sum(side.amount)::bigint as amount
          from (
            select unnest(p_debits) as account_id, -unnest(p_amounts) as amount
            union all
            -- What a hold will bring is not there yet.
            select unnest(p_credits), case when p_kind = 'HOLD' then 0 else 1 end * unnest(p_amounts)
          ) side
          group by side.account_id) n on n.account_id = a.id
      where a.kind <> 'HOUSE' and n.amount < 0
        and a.posted - a.pending + a.credit_limit + n.amount < 0
      order by a.id
      limit 1;
    if found then
      return query select 'SHORT', null::bigint, v_short, v_short_by;
      return;
    end if;

    insert into ledger_posting (idempotency_key, fingerprint, kind, cause, happened_at, expires_at)
      values (p_key, v_fingerprint, p_kind, p_cause, p_happened_at, p_expires_at)
      on conflict (idempotency_key) do nothing
      returning id into v_posting;
    if v_posting is null then
      -- Somebody recorded the key meanwhile, on accounts that are not locked (house to house).
      select * into v_known from ledger_posting p where p.idempotency_key = p_key;
    end if;
  end if;

  if v_posting is null then
    return query select
      case when v_known.fingerprint = v_fingerprint then 'REPLAYED' else 'KEY_REUSED' end,
      v_known.id, null::bigint, null::bigint;
    return;
  end if;

  insert into ledger_transfer (
      posting_id, seller_id, debit_account_id, credit_account_id, amount, currency, purpose)
    select v_posting, a.seller_id, t.debit, t.credit, t.amount, t.currency, t.purpose
      from unnest(p_debits, p_credits, p_amounts, p_currencies, p_purposes)
        with ordinality t (debit, credit, amount, currency, purpose, place)
      join ledger_account a on a.id = t.debit
      order by t.place;

  if p_kind = 'HOLD' then
    update ledger_account a set pending = a.pending + held.amount
      from (
        select debit_account_id, sum(amount)::bigint as amount
          from ledger_transfer t where t.posting_id = v_posting group by debit_account_id) held
      where a.id = held.debit_account_id and a.kind <> 'HOUSE';
  else
    perform ledger_write_entries(v_posting, v_posting);
  end if;
  return query select 'RECORDED', v_posting, null::bigint, null::bigint;
end $$;

-- Ends a hold, once: POSTED makes its entries, VOIDED and EXPIRED give back what was reserved.
-- Outcomes: ENDED (also the answer to a replay), ENDED_OTHERWISE (see ended_as), NOT_DUE.
create function ledger_end_hold(
  p_hold bigint, p_outcome text, p_cause text, p_happened_at timestamptz)
returns table (outcome text, posting_id bigint, ended_as text)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_hold ledger_posting;
  v_accounts bigint[];
  v_posting bigint;
  v_ended ledger_hold_end;
begin
  select * into v_hold from ledger_posting p where p.id = p_hold and p.kind = 'HOLD';
  if not found then
    raise exception 'there is no hold %', p_hold using errcode = 'foreign_key_violation';
  end if;
  select array_agg(side.account_id) into v_accounts
    from (
      select debit_account_id as account_id from ledger_transfer t where t.posting_id = p_hold
      union
      select credit_account_id from ledger_transfer t where t.posting_id = p_hold) side;
  perform ledger_lock_accounts(v_accounts);

  select * into v_ended from ledger_hold_end e where e.hold_id = p_hold;
  if not found and p_outcome = 'EXPIRED' and p_happened_at < v_hold.expires_at then
    return query select 'NOT_DUE', null::bigint, null::text;
    return;
  end if;
  if not found then
    insert into ledger_posting (idempotency_key, fingerprint, kind, cause, happened_at)
      values ('hold/' || p_hold || '/end', p_outcome,
        case p_outcome when 'POSTED' then 'SETTLE' when 'VOIDED' then 'VOID' else 'EXPIRE' end,
        p_cause, p_happened_at)
      on conflict (idempotency_key) do nothing
      returning id into v_posting;
    if v_posting is null then
      select * into v_ended from ledger_hold_end e where e.hold_id = p_hold;
    end if;
  end if;
  if v_posting is null then
    return query select
      case when v_ended.outcome = p_outcome then 'ENDED' else 'ENDED_OTHERWISE' end,
      v_ended.posting_id, v_ended.outcome;
    return;
  end if;

  insert into ledger_hold_end (hold_id, posting_id, outcome) values (p_hold, v_posting, p_outcome);
  update ledger_account a set pending = a.pending - held.amount
    from (
      select debit_account_id, sum(amount)::bigint as amount
        from ledger_transfer t where t.posting_id = p_hold group by debit_account_id) held
    where a.id = held.debit_account_id and a.kind <> 'HOUSE';
  if p_outcome = 'POSTED' then
    perform ledger_write_entries(v_posting, p_hold);
  end if;
  return query select 'ENDED', v_posting, p_outcome;
end $$;

revoke execute on function ledger_lock_accounts, ledger_write_entries, ledger_record, ledger_end_hold
  from public;
grant execute on function ledger_record, ledger_end_hold to ordering_app, ordering_jobs;

grant select, insert (seller_id, kind, holder_id, house_role, currency, credit_limit, opened_at)
  on ledger_account to ordering_app, ordering_jobs;
grant select on ledger_entry, ledger_transfer to ordering_app, ordering_jobs;
grant select on ledger_posting, ledger_hold_end to ordering_jobs;

alter table ledger_account enable row level security;
create policy ledger_account_of_seller on ledger_account to ordering_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy ledger_account_of_holder on ledger_account for select to ordering_app
  using (kind = 'PARTNER_CREDIT'
    and holder_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy ledger_account_background on ledger_account to ordering_jobs
  using (true) with check (true);

alter table ledger_entry enable row level security;
create policy ledger_entry_of_seller on ledger_entry for select to ordering_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint
    or holder_partner_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy ledger_entry_background on ledger_entry for select to ordering_jobs using (true);

alter table ledger_transfer enable row level security;
create policy ledger_transfer_of_seller on ledger_transfer for select to ordering_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy ledger_transfer_background on ledger_transfer for select to ordering_jobs using (true);

alter table ledger_posting enable row level security;
create policy ledger_posting_background on ledger_posting for select to ordering_jobs using (true);
alter table ledger_hold_end enable row level security;
create policy ledger_hold_end_background on ledger_hold_end for select to ordering_jobs using (true);
