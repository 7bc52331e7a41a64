package io.tierline.pricing;

import io.tierline.pricing.book.CompiledBooks;
import io.tierline.pricing.book.PriceBooks;
import io.tierline.pricing.book.PriceListEvents;
import io.tierline.pricing.book.PublishDueChanges;
import io.tierline.pricing.book.PublishDueChanges.Schedule;
import io.tierline.pricing.book.ReadPriceBook;
import io.tierline.pricing.book.ReadPriceList;
import io.tierline.pricing.book.SetPrices;
import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.catalog.LoadCatalog;
import io.tierline.pricing.catalog.ReadCatalog;
import io.tierline.pricing.catalog.ReadCosts;
import io.tierline.pricing.catalog.RegistryCosts;
import io.tierline.pricing.catalog.SetCosts;
import io.tierline.pricing.catalog.TldEvents;
import io.tierline.pricing.quote.QuoteChain;
import io.tierline.pricing.quote.QuotePrice;
import io.tierline.pricing.seller.KeepTreeOfSellers;
import io.tierline.pricing.seller.Sellers;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the use cases together, which know nothing of it. */
@Configuration(proxyBeanMethods = false)
class PricingWiring {

  @Bean
  Schedule schedule(Clock clock, PricingSettings settings) {
    return new Schedule(clock, settings.publishAhead());
  }

  @Bean
  CompiledBooks compiledBooks(PriceBooks books, Catalog catalog, PricingSettings settings) {
    return new CompiledBooks(books, catalog, settings.compiledBooksMax());
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
  PublishDueChanges publishDueChanges(
      PriceBooks books, Catalog catalog, PriceListEvents events, Schedule schedule) {
    return new PublishDueChanges(books, catalog, events, schedule);
  }

  @Bean
  ReadPriceBook readPriceBook(PriceBooks books, Sellers sellers, Schedule schedule) {
    return new ReadPriceBook(books, sellers, schedule);
  }

  @Bean
  ReadPriceList readPriceList(CompiledBooks books, Schedule schedule) {
    return new ReadPriceList(books, schedule);
  }

  @Bean
  LoadCatalog loadCatalog(Catalog catalog, TldEvents events, Clock clock) {
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
  QuotePrice quotePrice(CompiledBooks books, Catalog catalog, Clock clock) {
    return new QuotePrice(books, catalog, clock);
  }

  @Bean
  QuoteChain quoteChain(
      Sellers sellers, CompiledBooks books, Catalog catalog, RegistryCosts costs, Clock clock) {
    return new QuoteChain(sellers, books, catalog, costs, clock);
  }
}
