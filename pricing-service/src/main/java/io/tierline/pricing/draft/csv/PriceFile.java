package io.tierline.pricing.draft.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.tierline.contracts.ProductAction;
import io.tierline.pricing.catalog.ProductNames;
import io.tierline.pricing.engine.PriceCell;
import io.tierline.pricing.engine.PriceRefusal;
import io.tierline.pricing.engine.ProposedAmount;
import io.tierline.pricing.engine.ProposedCell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * The usual prices of a book as CSV (RFC 4180), one price in a row, in UTF-8; a byte order mark, as
 * spreadsheets write it, is taken. Read row by row, so that no file fills the memory.
 */
public final class PriceFile {

  static final List<String> COLUMNS =
      List.of("product", "action", "slab", "years", "per_year", "currency");

  private static final int VALUE_MAX_CHARACTERS = 80;
  private static final int ROW_MAX_CHARACTERS = 65_536;
  private static final int REFUSALS_MAX = 50;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private PriceFile() {}

  /** What a file says, or why it cannot be read. */
  public sealed interface Content {

    /**
     * @param cells with their row as path, e.g. {@code row 17}; the header is row 1
     */
    record Prices(List<ProposedCell> cells) implements Content {}

    record Refused(List<PriceRefusal> refusals) implements Content {}
  }

  /**
   * @param rowsMax prices it may have; nothing behind is read
   * @throws IOException when the stream cannot be read, which is not the file's fault
   */
  public static Content read(InputStream file, int rowsMax) throws IOException {
    Reading reading = new Reading(rowsMax);
    try (CsvReader<CsvRecord> rows =
        CsvReader.builder()
            .maxBufferSize(ROW_MAX_CHARACTERS)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(text(file))) {
      for (CsvRecord row : rows) {
        if (!reading.goesOn(row)) {
          break;
        }
      }
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof CharacterCodingException)) {
        throw e.getCause();
      }
      reading.refuse(
          "file",
          "encoding-unknown",
          "Save the file as UTF-8; row %d is not.".formatted(reading.row + 1));
    } catch (CharacterCodingException e) {
      reading.refuse("file", "encoding-unknown", "Save the file as UTF-8; this one is not.");
    } catch (CsvParseException e) {
      reading.refuse(
          "row %d".formatted(reading.row + 1),
          "row-unreadable",
          "The row does not end: a quotation mark is left open, or it is longer than %d characters."
              .formatted(ROW_MAX_CHARACTERS));
    }
    return reading.content();
  }

  private static BufferedReader text(InputStream file) throws IOException {
    BufferedReader text =
        new BufferedReader(
            new InputStreamReader(
                file,
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
    return text;
  }

  /** Goes through the rows once. */
  private static final class Reading {

    private final int rowsMax;
    private final List<ProposedCell> cells = new ArrayList<>();
    private final List<PriceRefusal> refusals = new ArrayList<>();
    private long row;

    Reading(int rowsMax) {
      this.rowsMax = rowsMax;
    }

    /** Whether the next row is worth reading. */
    boolean goesOn(CsvRecord record) {
      boolean header = row == 0;
      row = record.getStartingLineNumber();
      if (header) {
        return isHeader(record);
      }
      if (cells.size() == rowsMax) {
        refuse(
            "file",
            "too-many-rows",
            "A file has at most %d prices (csv-rows-max); split it.".formatted(rowsMax));
        return false;
      }
      read(record).ifPresent(cells::add);
      return refusals.size() < REFUSALS_MAX;
    }

    private boolean isHeader(CsvRecord record) {
      if (record.getFields().stream().map(String::strip).toList().equals(COLUMNS)) {
        return true;
      }
      refuse(
          "row " + row,
          "header-unknown",
          "The first row names the columns: %s; separated by commas, in UTF-8."
              .formatted(String.join(",", COLUMNS)));
      return false;
    }

    private Optional<ProposedCell> read(CsvRecord record) {
      if (record.getFieldCount() != COLUMNS.size()) {
        refuse(
            "row " + row,
            "columns-wrong",
            "A row has %d values, not %d.".formatted(COLUMNS.size(), record.getFieldCount()));
        return Optional.empty();
      }
      List<String> values = record.getFields().stream().map(String::strip).toList();
      for (int i = 0; i < values.size(); i++) {
        if (values.get(i).isEmpty() || values.get(i).length() > VALUE_MAX_CHARACTERS) {
          refuse(
              "row %d.%s".formatted(row, COLUMNS.get(i)),
              "value-unreadable",
              "A value has 1 to %d characters.".formatted(VALUE_MAX_CHARACTERS));
          return Optional.empty();
        }
      }
      Optional<ProductAction> action =
          Arrays.stream(ProductAction.values())
              .filter(each -> each.name().equalsIgnoreCase(values.get(1)))
              .findFirst();
      if (action.isEmpty()) {
        refuse(
            "row %d.action".formatted(row),
            "value-unreadable",
            "An action is one of %s.".formatted(Arrays.toString(ProductAction.values())));
      }
      OptionalInt slab = number("slab", values.get(2));
      OptionalInt years = number("years", values.get(3));
      return action.isEmpty() || slab.isEmpty() || years.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new ProposedCell(
                  "row " + row,
                  ProductNames.ascii(values.get(0)).orElse(values.get(0)),
                  action.get(),
                  slab.getAsInt(),
                  years.getAsInt(),
                  new ProposedAmount(values.get(4), values.get(5))));
    }

    private OptionalInt number(String column, String value) {
      if (value.matches("[0-9]{1,6}")) {
        return OptionalInt.of(Integer.parseInt(value));
      }
      refuse(
          "row %d.%s".formatted(row, column),
          "value-unreadable",
          "It is a whole number, not '%s'.".formatted(value));
      return OptionalInt.empty();
    }

    void refuse(String field, String code, String reason) {
      refusals.add(new PriceRefusal(field, code, "PR-20", reason));
    }

    Content content() {
      if (refusals.isEmpty() && cells.isEmpty()) {
        refuse("file", "file-empty", "There is no price in the file.");
      }
      return refusals.isEmpty() ? new Content.Prices(cells) : new Content.Refused(refusals);
    }
  }

  /**
   * @param prices by product
   */
  public static String write(Map<String, List<PriceCell>> prices, CurrencyUnit currency) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord(COLUMNS);
      prices.forEach(
          (product, cells) ->
              cells.forEach(
                  cell ->
                      csv.writeRecord(
                          product,
                          cell.action().name(),
                          Integer.toString(cell.slab()),
                          Integer.toString(cell.years()),
                          Money.ofMinor(currency, cell.perYear()).getAmount().toPlainString(),
                          currency.getCode())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
