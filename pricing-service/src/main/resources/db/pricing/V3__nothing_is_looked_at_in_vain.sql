-- Customers' prices are changed most often, and neither of these concerns them: what is told apart before a trigger's function runs, or by its
-- first look, is not compared.

drop trigger leave_cost_change on price_change;
create trigger leave_cost_change after insert on price_change
  for each row when (new.audience = 'SUB_RESELLER') execute function leave_cost_change();

create or replace function slab_price_never_rises() returns trigger language plpgsql as $$
begin
  -- Only sub-resellers have slabs.
  if not exists (select from added where audience = 'SUB_RESELLER') then
    return null;
  end if;
  -- Each price against the one before it that there is.
  if exists (
    select 1
      from (
        select per_year, lag(per_year) over (
                 partition by seller_id, audience, product, version, action, years order by slab) as per_year_before
          from (select distinct seller_id, audience, product, version from added where audience = 'SUB_RESELLER') changed
          join price_cell using (seller_id, audience, product, version)
      ) cell
     where per_year > per_year_before
  ) then
    raise exception 'A slab must not cost more than the one before it'
      using errcode = 'check_violation', constraint = 'slab_price_never_rises', table = 'price_cell';
  end if;
  return null;
end
$$;
