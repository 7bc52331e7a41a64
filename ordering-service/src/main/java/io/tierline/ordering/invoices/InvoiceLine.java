package io.tierline.ordering.invoices;

import org.joda.money.Money;

/**
 * @param amount negative for a discount
 */
public record InvoiceLine(String description, Money amount) {}
