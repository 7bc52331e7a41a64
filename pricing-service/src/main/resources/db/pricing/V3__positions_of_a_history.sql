-- A position counts in one history of the database (decision 14). What was acknowledged before is of none that is known:
-- its receivers are told the whole list.

alter table webhook_follow add column history varchar(40) not null default '';
alter table webhook_follow alter column history drop default;
alter table webhook_delivery add column history varchar(40) not null default '';
alter table webhook_delivery alter column history drop default;
