-- What is told again is locked as a change locks it, so that no older version gets behind a newer one on the bus.
grant update (version) on specific_price_sheet, tld_status_head to pricing_jobs;
