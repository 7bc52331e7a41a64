package io.tierline.pricing;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.tierline.pricing.book.BookVersions;
import io.tierline.pricing.book.CompiledBooks;
import io.tierline.pricing.book.DatabaseTime;
import io.tierline.pricing.book.PlanPrices;
import io.tierline.pricing.book.PriceBooks;
import io.tierline.pricing.book.PriceListEvents;
import io.tierline.pricing.book.PublishDueChanges;
import io.tierline.pricing.book.PublishDueChanges.Schedule;
import io.tierline.pricing.book.ReadPriceBook;
import io.tierline.pricing.book.ReadPriceList;
import io.tierline.pricing.book.SetPrices;
import io.tierline.pricing.book.TellPriceListsAgain;
import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.catalog.KeptCatalog;
import io.tierline.pricing.catalog.Listings;
import io.tierline.pricing.catalog.LoadCatalog;
import io.tierline.pricing.catalog.ReadCatalog;
import io.tierline.pricing.catalog.ReadCosts;
import io.tierline.pricing.catalog.RegistryCosts;
import io.tierline.pricing.catalog.SetCosts;
import io.tierline.pricing.catalog.TldEvents;
import io.tierline.pricing.cost.CostsOfSellers;
import io.tierline.pricing.cost.StandingsOfBuyers;
import io.tierline.pricing.draft.Drafts;
import io.tierline.pricing.draft.ProposeDraft;
import io.tierline.pricing.draft.PublishDraft;
import io.tierline.pricing.draft.ReadDrafts;
import io.tierline.pricing.draft.RebaseDraft;
import io.tierline.pricing.draft.Sources;
import io.tierline.pricing.draft.WriteDraft;
import io.tierline.pricing.margin.ApplyMarginRules;
import io.tierline.pricing.margin.CostChanges;
import io.tierline.pricing.margin.FollowCosts;
import io.tierline.pricing.margin.ForgetMarginAlerts;
import io.tierline.pricing.margin.MarginAlerts;
import io.tierline.pricing.margin.MarginEvents;
import io.tierline.pricing.margin.PricesAtOrBelowCost;
import io.tierline.pricing.margin.ReadBacklog;
import io.tierline.pricing.margin.ReadMarginAlerts;
import io.tierline.pricing.margin.WatchMargins;
import io.tierline.pricing.margin.WatchMargins.Looking;
import io.tierline.pricing.margin.WatchMargins.Pace;
import io.tierline.pricing.margin.WatchMargins.Telling;
import io.tierline.pricing.premium.PremiumCosts;
import io.tierline.pricing.premium.PremiumNames;
import io.tierline.pricing.premium.ReadPremiumNames;
import io.tierline.pricing.premium.SetPremiumName;
import io.tierline.pricing.quote.FindPremiumCosts;
import io.tierline.pricing.quote.KeepQuoteKeys;
import io.tierline.pricing.quote.QuoteChain;
import io.tierline.pricing.quote.QuoteChain.Prices;
import io.tierline.pricing.quote.QuoteKeys;
import io.tierline.pricing.quote.QuotePrice;
import io.tierline.pricing.quote.QuotePrice.Signing;
import io.tierline.pricing.quote.QuoteSeal;
import io.tierline.pricing.rates.Rates;
import io.tierline.pricing.rates.ReadRates;
import io.tierline.pricing.rates.SetRate;
import io.tierline.pricing.rule.ReadRules;
import io.tierline.pricing.rule.Rules;
import io.tierline.pricing.rule.SetRules;
import io.tierline.pricing.seller.KeepTreeOfSellers;
import io.tierline.pricing.seller.Sellers;
import io.tierline.pricing.specific.ReadSpecificPrices;
import io.tierline.pricing.specific.SetSpecificPrices;
import io.tierline.pricing.specific.SpecificPriceEvents;
import io.tierline.pricing.specific.SpecificPrices;
import io.tierline.pricing.specific.TellSpecificPricesAgain;
import io.tierline.pricing.standing.KeepStandings;
import io.tierline.pricing.standing.ReadStandings;
import io.tierline.pricing.standing.Standings;
import io.tierline.pricing.tldstatus.KeepOrders;
import io.tierline.pricing.tldstatus.Orders;
import io.tierline.pricing.tldstatus.PublishTldTerms;
import io.tierline.pricing.tldstatus.ReadTldStatuses;
import io.tierline.pricing.tldstatus.ReadTldTerms;
import io.tierline.pricing.tldstatus.SetTldStatuses;
import io.tierline.pricing.tldstatus.TellTldStatusesAgain;
import io.tierline.pricing.tldstatus.TldStatusEvents;
import io.tierline.pricing.tldstatus.TldStatuses;
import io.tierline.pricing.tldstatus.TldTerms;
import io.tierline.pricing.tldstatus.WhatIsSold;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Puts the use cases together, which know nothing of it. */
@Configuration(proxyBeanMethods = false)
class PricingWiring {

  private static final int SCHEDULES = 8;

  /** A thread for each schedule: on one, a seller with much to look at would delay all prices. */
  @Bean
  ThreadPoolTaskScheduler taskScheduler() {
    ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    scheduler.setPoolSize(SCHEDULES);
    scheduler.setThreadNamePrefix("pricing-schedule-");
    return scheduler;
  }

  @Bean
  Schedule schedule(Clock clock, PricingSettings settings) {
    return new Schedule(clock, settings.publishAhead());
  }

  @Bean
  CompiledBooks compiledBooks(
      CompiledBooks.Parts parts, PricingSettings settings, MeterRegistry meters) {
    CompiledBooks books = new CompiledBooks(parts, settings.compiledBooksMax().toBytes());
    Gauge.builder("tierline.pricing.compiled.books", books, kept -> kept.held().books())
        .description("Price books kept compiled in this process")
        .register(meters);
    Gauge.builder("tierline.pricing.compiled.books.size", books, kept -> kept.held().bytes())
        .description("Memory that these books take, about")
        .baseUnit(BaseUnits.BYTES)
        .register(meters);
    return books;
  }

  @Bean
  CompiledBooks.Parts compiledBooksParts(
      BookVersions versions, PriceBooks books, Catalog catalog, Rules rules, TldStatuses statuses) {
    return new CompiledBooks.Parts(versions, books, catalog, rules, statuses);
  }

  @Bean
  SetPrices setPrices(
      PriceBooks books,
      Sellers sellers,
      Catalog catalog,
      PriceListEvents events,
      Schedule schedule) {
    return new SetPrices(books, sellers, catalog, events, schedule);
  }

  @Bean
  PlanPrices planPrices(PriceBooks books, Sellers sellers, Catalog catalog, Schedule schedule) {
    return new PlanPrices(books, sellers, catalog, schedule);
  }

  @Bean
  CostsOfSellers costsOfSellers(
      Sellers sellers, CompiledBooks books, RegistryCosts costs, CostsOfSellers.Buying buying) {
    return new CostsOfSellers(sellers, books, costs, buying);
  }

  @Bean
  CostsOfSellers.Buying buying(
      Standings standings, SpecificPrices specificPrices, ReadRates rates, Clock clock) {
    return new CostsOfSellers.Buying(
        new StandingsOfBuyers(standings, specificPrices), rates::at, clock);
  }

  @Bean
  WriteDraft writeDraft(
      Drafts drafts, PlanPrices planPrices, Catalog catalog, PricingSettings settings) {
    return new WriteDraft(
        drafts, planPrices, new Sources(planPrices, catalog), settings.draftsMax());
  }

  @Bean
  ReadDrafts readDrafts(
      Drafts drafts, PlanPrices planPrices, CompiledBooks books, WhatIsSold whatIsSold) {
    return new ReadDrafts(drafts, planPrices, books, whatIsSold);
  }

  @Bean
  PublishDraft publishDraft(Drafts drafts, PlanPrices planPrices, SetPrices setPrices) {
    return new PublishDraft(drafts, planPrices, setPrices);
  }

  @Bean
  ApplyMarginRules applyMarginRules(
      Rules rules, Catalog catalog, TldStatuses statuses, ProposeDraft proposeDraft) {
    return new ApplyMarginRules(rules, catalog, statuses, proposeDraft);
  }

  @Bean
  ProposeDraft proposeDraft(Drafts drafts, PlanPrices planPrices) {
    return new ProposeDraft(drafts, planPrices);
  }

  @Bean
  Looking looking(
      PlanPrices planPrices,
      CompiledBooks books,
      SpecificPrices specificPrices,
      ApplyMarginRules applyMarginRules) {
    return new Looking(
        planPrices, new PricesAtOrBelowCost(books, specificPrices), applyMarginRules);
  }

  @Bean
  WatchMargins watchMargins(CostChanges queue, Looking looking, Telling telling, Pace pace) {
    return new WatchMargins(queue, looking, telling, pace);
  }

  @Bean
  Telling telling(MarginAlerts alerts, MarginEvents events) {
    return new Telling(alerts, events);
  }

  @Bean
  Pace pace(Clock clock, PricingSettings settings) {
    return new Pace(clock, settings.marginQuiet(), settings.marginWaitMax());
  }

  @Bean
  FollowCosts followCosts(WatchMargins watchMargins, CostsOfSellers costsOfSellers) {
    return new FollowCosts(watchMargins, costsOfSellers);
  }

  @Bean
  ReadMarginAlerts readMarginAlerts(MarginAlerts alerts) {
    return new ReadMarginAlerts(alerts);
  }

  @Bean
  ForgetMarginAlerts forgetMarginAlerts(
      MarginAlerts alerts, Clock clock, PricingSettings settings) {
    return new ForgetMarginAlerts(alerts, clock, settings.marginAlertsKept());
  }

  @Bean
  ReadBacklog readBacklog(CostChanges queue, Clock clock) {
    return new ReadBacklog(queue, clock);
  }

  @Bean
  RebaseDraft rebaseDraft(Drafts drafts, PlanPrices planPrices) {
    return new RebaseDraft(drafts, planPrices);
  }

  @Bean
  WhatIsSold whatIsSold(Catalog catalog, TldStatuses statuses) {
    return new WhatIsSold(catalog, statuses);
  }

  @Bean
  SetTldStatuses setTldStatuses(
      TldStatuses statuses, TldTerms terms, Catalog catalog, TldStatusEvents events, Clock clock) {
    return new SetTldStatuses(statuses, terms, catalog, events, clock);
  }

  @Bean
  ReadTldStatuses readTldStatuses(TldStatuses statuses, TldTerms terms, Catalog catalog) {
    return new ReadTldStatuses(statuses, terms, catalog);
  }

  @Bean
  PublishTldTerms publishTldTerms(TldTerms terms, Catalog catalog, Sellers sellers, Clock clock) {
    return new PublishTldTerms(terms, catalog, sellers, clock);
  }

  @Bean
  ReadTldTerms readTldTerms(TldTerms terms, Catalog catalog) {
    return new ReadTldTerms(terms, catalog);
  }

  @Bean
  KeepOrders keepOrders(Orders orders, Catalog catalog) {
    return new KeepOrders(orders, catalog);
  }

  @Bean
  PublishDueChanges publishDueChanges(
      PriceBooks books, Catalog catalog, PriceListEvents events, Schedule schedule) {
    return new PublishDueChanges(books, catalog, events, schedule);
  }

  @Bean
  TellPriceListsAgain tellPriceListsAgain(
      PriceBooks books, Catalog catalog, PriceListEvents events, Schedule schedule) {
    return new TellPriceListsAgain(books, catalog, events, schedule);
  }

  @Bean
  TellSpecificPricesAgain tellSpecificPricesAgain(
      SpecificPrices prices, Sellers sellers, SpecificPriceEvents events) {
    return new TellSpecificPricesAgain(prices, sellers, events);
  }

  @Bean
  TellTldStatusesAgain tellTldStatusesAgain(TldStatuses statuses, TldStatusEvents events) {
    return new TellTldStatusesAgain(statuses, events);
  }

  @Bean
  ReadPriceBook readPriceBook(PriceBooks books, Sellers sellers, Schedule schedule) {
    return new ReadPriceBook(books, sellers, schedule);
  }

  @Bean
  ReadPriceList readPriceList(CompiledBooks compiledBooks, DatabaseTime time, Schedule schedule) {
    return new ReadPriceList(compiledBooks, time, schedule);
  }

  @Bean
  @Primary
  Catalog keptCatalog(@Qualifier("jooqCatalog") Catalog catalog) {
    return new KeptCatalog(catalog);
  }

  @Bean
  LoadCatalog loadCatalog(Listings catalog, TldEvents events, Clock clock) {
    return new LoadCatalog(catalog, events, clock);
  }

  @Bean
  ReadCatalog readCatalog(Catalog catalog) {
    return new ReadCatalog(catalog);
  }

  @Bean
  ReadCosts readCosts(Catalog catalog, RegistryCosts costs) {
    return new ReadCosts(catalog, costs);
  }

  @Bean
  SetCosts setCosts(Catalog catalog, RegistryCosts costs, Clock clock) {
    return new SetCosts(catalog, costs, clock);
  }

  @Bean
  KeepTreeOfSellers keepTreeOfSellers(Sellers sellers) {
    return new KeepTreeOfSellers(sellers);
  }

  @Bean
  Signing signing(QuoteSeal seal, Clock clock, PricingSettings settings) {
    return new Signing(seal, clock, settings.quoteValidFor());
  }

  @Bean
  QuotePrice quotePrice(
      CompiledBooks books,
      Catalog catalog,
      Sellers sellers,
      SpecificPrices specificPrices,
      Signing signing) {
    return new QuotePrice(books, catalog, sellers, specificPrices, signing);
  }

  @Bean
  Prices prices(
      CompiledBooks books,
      SpecificPrices specificPrices,
      RegistryCosts costs,
      PremiumCosts premiumCosts) {
    return new Prices(books, specificPrices, costs, premiumCosts);
  }

  @Bean
  QuoteChain quoteChain(
      Sellers sellers, Catalog catalog, Prices prices, QuoteSeal seal, Clock clock) {
    return new QuoteChain(sellers, catalog, prices, seal, clock);
  }

  @Bean
  KeepQuoteKeys keepQuoteKeys(QuoteKeys keys, Clock clock, PricingSettings settings) {
    return new KeepQuoteKeys(keys, clock, settings.quoteKeyAgeMax(), settings.quoteValidFor());
  }

  @Bean
  PremiumCosts premiumCosts(PremiumNames names, CompiledBooks books, ReadRates rates, Clock clock) {
    return new PremiumCosts(names, books, rates, clock);
  }

  @Bean
  FindPremiumCosts findPremiumCosts(
      Sellers sellers, Catalog catalog, PremiumCosts premiumCosts, Clock clock) {
    return new FindPremiumCosts(sellers, catalog, premiumCosts, clock);
  }

  @Bean
  SetPremiumName setPremiumName(PremiumNames names, Catalog catalog, Clock clock) {
    return new SetPremiumName(names, catalog, clock);
  }

  @Bean
  ReadPremiumNames readPremiumNames(PremiumNames names) {
    return new ReadPremiumNames(names);
  }

  @Bean
  SetRate setRate(Rates rates, Sellers sellers, Clock clock) {
    return new SetRate(rates, sellers, clock);
  }

  @Bean
  ReadRates readRates(Rates rates, Clock clock, PricingSettings settings) {
    return new ReadRates(rates, clock, settings.rateAgeMax());
  }

  @Bean
  SetSpecificPrices setSpecificPrices(
      SpecificPrices prices,
      Sellers sellers,
      Catalog catalog,
      SpecificPriceEvents events,
      Clock clock) {
    return new SetSpecificPrices(prices, sellers, catalog, events, clock);
  }

  @Bean
  ReadSpecificPrices readSpecificPrices(SpecificPrices prices, Sellers sellers, Clock clock) {
    return new ReadSpecificPrices(prices, sellers, clock);
  }

  @Bean
  SetRules setRules(Rules rules, Sellers sellers, Catalog catalog, Clock clock) {
    return new SetRules(rules, sellers, catalog, clock);
  }

  @Bean
  ReadRules readRules(Rules rules) {
    return new ReadRules(rules);
  }

  @Bean
  KeepStandings keepStandings(Standings standings, PriceBooks books, Clock clock) {
    return new KeepStandings(standings, books, clock);
  }

  @Bean
  ReadStandings readStandings(Standings standings) {
    return new ReadStandings(standings);
  }
}
