-- Sellers, their signups with holds, card calls, certificates, keys, and the calendars that say when.
-- Roles: onboarding_app works for one seller under row-level security; onboarding_jobs for schedules
-- and for steps that act on a whole chain.

create sequence seller_id_seq start with 1001;
grant usage, select, update on sequence seller_id_seq to onboarding_app, onboarding_jobs;

-- Business days are data (domain.md ON-6).
create table business_calendar (
  calendar_id text primary key,
  name        text not null,
  time_zone   text not null,
  weekend     text not null,
  covered_to  date not null
);
create table business_holiday (
  calendar_id text not null references business_calendar,
  day         date not null,
  name        text not null,
  source      text not null,
  primary key (calendar_id, day)
);
grant select on business_calendar, business_holiday to onboarding_app;
grant select, insert, update, delete on business_calendar, business_holiday to onboarding_jobs;

create table seller (
  seller_id     bigint primary key,
  parent_id     bigint references seller,
  operator_id   bigint not null,
  calendar_id   text not null references business_calendar,
  standing      text not null constraint seller_standing_known check (standing in ('PENDING', 'ACTIVE', 'REJECTED')),
  company       text not null,
  contact_name  text not null,
  contact_email text not null,
  contact_phone text,
  country       char(2),
  language      text not null constraint seller_language_shipped check (language in ('en', 'ja')),
  currency      char(3) not null,
  brand_name          text not null,
  brand_support_email text not null,
  brand_support_phone text,
  brand_logo_url      text,
  brand_primary_color text,
  brand_reply_to      text not null,
  version       bigint not null default 1,
  created_at    timestamptz not null,
  constraint only_an_operator_is_its_own_root check ((parent_id is null) = (operator_id = seller_id)),
  constraint nobody_is_its_own_parent check (parent_id <> seller_id)
);
create unique index one_open_signup_per_parent_and_email
  on seller (parent_id, lower(contact_email)) where standing <> 'REJECTED' and parent_id is not null;
create index seller_by_parent on seller (parent_id, seller_id);

alter table seller enable row level security;
create policy seller_sees_itself_and_its_sub_resellers on seller for select to onboarding_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint
      or parent_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy seller_signs_up_sub_resellers on seller for insert to onboarding_app
  with check (parent_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy seller_changes_itself on seller for update to onboarding_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy seller_background on seller to onboarding_jobs using (true) with check (true);
grant select, insert on seller to onboarding_app;
grant update (brand_name, brand_support_email, brand_support_phone, brand_logo_url, brand_primary_color,
              brand_reply_to, version) on seller to onboarding_app;
grant select, insert, update on seller to onboarding_jobs;

-- What a seller asks of those who sign up under it (domain.md ON-1, ON-2).
create table signup_offer (
  seller_id            bigint not null references seller,
  plan                 text not null constraint offer_plan_known check (plan in ('BASIC', 'ADVANCED')),
  currency             char(3) not null,
  minimum_credit_minor bigint not null constraint minimum_credit_never_negative check (minimum_credit_minor >= 0),
  fee_minor            bigint not null constraint fee_never_negative check (fee_minor >= 0),
  terms_version        text not null,
  version              bigint not null default 1,
  primary key (seller_id, plan),
  constraint basic_has_no_fee check (plan = 'ADVANCED' or fee_minor = 0)
);
alter table signup_offer enable row level security;
create policy signup_offer_of_seller on signup_offer to onboarding_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy signup_offer_background on signup_offer to onboarding_jobs using (true) with check (true);
grant select, insert, update on signup_offer to onboarding_app, onboarding_jobs;

create table signup (
  seller_id       bigint primary key references seller,
  parent_id       bigint not null references seller (seller_id),
  operator_id     bigint not null,
  version         bigint not null default 1,
  state           text not null,
  plan            text not null constraint signup_plan_known check (plan in ('BASIC', 'ADVANCED')),
  payment_method  text not null constraint payment_method_known check (payment_method in ('CARD', 'CHEQUE', 'BANK_TRANSFER')),
  payment_currency char(3) not null,
  paid_minor      bigint not null,
  fee_minor       bigint not null,
  terms_version   text not null,
  storefront_host text not null,
  submitted_at    timestamptz not null,
  verified_by     timestamptz not null,
  active_from     timestamptz not null,
  active_by       timestamptz not null,
  card_token      text,
  card_authorisation text,
  card_fingerprint   text,
  card_brand         text,
  card_last_four     text,
  review_reason   text,
  state_since     timestamptz not null,
  hold_due_by     timestamptz,
  overdue_alerted_at timestamptz,
  verdict_asked_at   timestamptz,
  rejected_reason text,
  constraint signup_state_known check (state in ('AWAITING_CARD_AUTHORISATION', 'AWAITING_CARD_VERIFICATION',
    'AWAITING_CARD_REVIEW', 'AWAITING_CAPTURE', 'AWAITING_FUNDS', 'AWAITING_CERTIFICATE', 'ACTIVE', 'REJECTED')),
  constraint the_amount_covers_the_fee check (fee_minor >= 0 and paid_minor >= fee_minor),
  constraint basic_pays_no_fee check (plan = 'ADVANCED' or fee_minor = 0),
  constraint a_card_payment_has_a_token check ((payment_method = 'CARD') = (card_token is not null)),
  constraint a_token_is_no_card_number check (card_token !~ '^[0-9 -]{12,}$'),
  constraint last_four_are_four check (card_last_four ~ '^[0-9]{4}$'),
  constraint only_a_card_is_verified check (payment_method = 'CARD' or state not in
    ('AWAITING_CARD_AUTHORISATION', 'AWAITING_CARD_VERIFICATION', 'AWAITING_CARD_REVIEW', 'AWAITING_CAPTURE')),
  constraint only_cheque_and_transfer_await_funds check (payment_method <> 'CARD' or state <> 'AWAITING_FUNDS'),
  constraint only_advanced_awaits_a_certificate check (plan = 'ADVANCED' or state <> 'AWAITING_CERTIFICATE'),
  constraint a_verified_card_was_authorised check (card_authorisation is not null or payment_method <> 'CARD'
    or state in ('AWAITING_CARD_AUTHORISATION', 'REJECTED')),
  constraint a_rejection_has_a_reason check ((state = 'REJECTED') = (rejected_reason is not null)),
  constraint a_hold_has_a_day check ((state in ('ACTIVE', 'REJECTED')) = (hold_due_by is null))
);
-- A storefront has one owner; a rejected signup gives its name back.
create unique index one_partner_per_storefront on signup (storefront_host) where state <> 'REJECTED';
create index signup_by_parent on signup (parent_id, seller_id);
create index signup_awaiting_verdict on signup (seller_id) where state = 'AWAITING_CARD_VERIFICATION';
create index signup_in_review on signup (operator_id, seller_id) where state = 'AWAITING_CARD_REVIEW';
create index signup_overdue on signup (hold_due_by) where overdue_alerted_at is null and hold_due_by is not null;

alter table signup enable row level security;
create policy signup_of_applicant_and_parent on signup for select to onboarding_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint
      or parent_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy signup_opened_by_parent on signup for insert to onboarding_app
  with check (parent_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy signup_background on signup to onboarding_jobs using (true) with check (true);
grant select, insert on signup to onboarding_app;
grant select, insert, update on signup to onboarding_jobs;

-- Every change of state: who, from where, when and why (domain.md ON-7). Never changed, never deleted.
create table audit_entry (
  entry_id   bigint generated always as identity primary key,
  seller_id  bigint not null references seller,
  parent_id  bigint,
  subject    text not null,
  what       text not null,
  from_state text,
  to_state   text,
  who        text not null,
  origin     text,
  why        text not null,
  at         timestamptz not null
);
create index audit_entry_of_seller on audit_entry (seller_id, subject, entry_id);
alter table audit_entry enable row level security;
create policy audit_entry_seen_by_seller_and_parent on audit_entry for select to onboarding_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint
      or parent_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy audit_entry_written_by_seller_and_parent on audit_entry for insert to onboarding_app
  with check (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint
      or parent_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy audit_entry_background on audit_entry to onboarding_jobs using (true) with check (true);
grant select, insert on audit_entry to onboarding_app, onboarding_jobs;

-- A call to the card processor is stored, with its key, before it is made (domain.md ON-4).
create table card_call (
  call_id         bigint generated always as identity primary key,
  seller_id       bigint not null references seller,
  parent_id       bigint not null,
  kind            text not null constraint card_call_kind_known check (kind in ('AUTHORISE', 'CAPTURE', 'VOID')),
  idempotency_key text not null constraint a_card_call_has_one_key unique,
  token           text not null,
  authorisation   text,
  amount_minor    bigint not null constraint a_card_pays_something check (amount_minor > 0),
  currency        char(3) not null,
  state           text not null constraint card_call_state_known check (state in ('REQUESTED', 'SUCCEEDED', 'REFUSED')),
  attempts        integer not null default 0,
  not_before      timestamptz not null default now(),
  last_failure    text,
  requested_at    timestamptz not null,
  finished_at     timestamptz,
  constraint each_card_call_once_per_signup unique (seller_id, kind),
  constraint a_finished_call_has_its_time check ((state = 'REQUESTED') = (finished_at is null)),
  constraint only_an_authorisation_comes_first check ((kind = 'AUTHORISE') or (authorisation is not null))
);
create unique index captured_or_voided_never_both on card_call (seller_id) where kind <> 'AUTHORISE' and state = 'SUCCEEDED';
create index card_call_due on card_call (not_before) where state = 'REQUESTED';
alter table card_call enable row level security;
create policy card_call_seen_by_applicant_and_parent on card_call for select to onboarding_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint
      or parent_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy card_call_requested_by_parent on card_call for insert to onboarding_app
  with check (parent_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy card_call_background on card_call to onboarding_jobs using (true) with check (true);
grant select, insert on card_call to onboarding_app;
grant select, insert, update on card_call to onboarding_jobs;

-- Once per card and partner (domain.md ON-3).
create table verified_card (
  seller_id   bigint not null references seller,
  fingerprint text not null,
  verified_at timestamptz not null,
  primary key (seller_id, fingerprint)
);
alter table verified_card enable row level security;
create policy verified_card_of_seller on verified_card to onboarding_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy verified_card_background on verified_card to onboarding_jobs using (true) with check (true);
grant select on verified_card to onboarding_app;
grant select, insert, delete on verified_card to onboarding_jobs;

-- SSL set-up as a state machine with real causes (domain.md ON-5).
create table certificate_setup (
  seller_id       bigint primary key references seller,
  parent_id       bigint not null,
  version         bigint not null default 1,
  state           text not null constraint setup_state_known check (state in
    ('REQUESTED', 'ORDERED', 'CHALLENGED', 'ISSUED', 'INSTALLED', 'PROBED')),
  host_name       text not null,
  calendar_id     text not null references business_calendar,
  started_at      timestamptz not null,
  order_reference text,
  certificate_chain text,
  not_after       timestamptz,
  attempts        integer not null default 0,
  last_failure    text,
  next_step_at    timestamptz not null,
  leased_until    timestamptz not null default 'epoch',
  constraint an_ordered_setup_has_its_reference check ((state = 'REQUESTED') = (order_reference is null)),
  constraint an_issued_setup_has_its_certificate check
    ((state in ('ISSUED', 'INSTALLED', 'PROBED')) = (certificate_chain is not null and not_after is not null))
);
create index certificate_setup_due on certificate_setup (next_step_at) where state <> 'PROBED';
alter table certificate_setup enable row level security;
create policy certificate_setup_seen_by_applicant_and_parent on certificate_setup for select to onboarding_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint
      or parent_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy certificate_setup_background on certificate_setup to onboarding_jobs using (true) with check (true);
grant select on certificate_setup to onboarding_app;
grant select, insert, update on certificate_setup to onboarding_jobs;

-- The local certificate authority and what it issued; private keys are for jobs only.
create table local_authority (
  authority_id smallint primary key constraint there_is_one_local_authority check (authority_id = 1),
  private_key  bytea not null,
  certificate  text not null
);
create table local_certificate (
  order_reference text primary key,
  host_name       text not null,
  private_key     bytea not null,
  certificate     text not null,
  not_after       timestamptz not null,
  installed_at    timestamptz
);
grant select, insert on local_authority to onboarding_jobs;
grant select, insert, update on local_certificate to onboarding_jobs;

-- What the simulated card processor remembers of its calls; stands for the processor's own books.
create table simulated_card_operation (
  idempotency_key text primary key,
  kind            text not null,
  token           text not null,
  reference       text not null,
  amount_minor    bigint not null,
  currency        char(3) not null,
  at              timestamptz not null
);
create index simulated_card_operation_by_reference on simulated_card_operation (reference);
grant select, insert on simulated_card_operation to onboarding_jobs;

-- API keys: also the OAuth2 client id and secret. Only the hash of the secret is kept.
create table api_key (
  key_id        text primary key,
  seller_id     bigint not null references seller,
  slot          smallint not null constraint two_live_keys_at_most check (slot in (1, 2)),
  secret_sha256 text not null constraint a_secret_is_kept_as_its_hash check (secret_sha256 ~ '^[0-9a-f]{64}$'),
  issued_at     timestamptz not null,
  revoked_at    timestamptz
);
create unique index one_live_key_per_slot on api_key (seller_id, slot) where revoked_at is null;
alter table api_key enable row level security;
create policy api_key_of_seller on api_key to onboarding_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy api_key_for_a_new_applicant on api_key for insert to onboarding_app
  with check (exists (select from seller s where s.seller_id = api_key.seller_id and s.standing = 'PENDING'
    and s.parent_id = nullif(current_setting('tierline.seller', true), '')::bigint));
create policy api_key_background on api_key to onboarding_jobs using (true) with check (true);
grant select, insert on api_key to onboarding_app, onboarding_jobs;
grant update (revoked_at) on api_key to onboarding_app, onboarding_jobs;

-- Keys that sign tokens, shared by all instances; the newest signs, the others still verify.
create table signing_key (
  key_id      text primary key,
  private_jwk text not null,
  created_at  timestamptz not null
);
grant select, insert, delete on signing_key to onboarding_jobs;
