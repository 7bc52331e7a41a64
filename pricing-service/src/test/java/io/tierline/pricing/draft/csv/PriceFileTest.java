package io.tierline.pricing.draft.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.contracts.ProductAction;
import io.tierline.pricing.draft.csv.PriceFile.Content;
import io.tierline.pricing.engine.PriceCell;
import io.tierline.pricing.engine.PriceRefusal;
import io.tierline.pricing.engine.ProposedAmount;
import io.tierline.pricing.engine.ProposedCell;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PriceFileTest {

  private static final String HEADER = "product,action,slab,years,per_year,currency\r\n";
  private static final ProposedCell COM =
      new ProposedCell(
          "row 2", "com", ProductAction.RENEW, 0, 1, new ProposedAmount("9.90", "USD"));

  @Test
  @DisplayName("PR-20 what is written is read, in yen as in dollars")
  void whatIsWrittenIsRead() throws IOException {
    String file =
        PriceFile.write(
            Map.of("com", List.of(new PriceCell(ProductAction.RENEW, 0, 1, 990))),
            CurrencyUnit.USD);
    assertThat(file).isEqualTo(HEADER + "com,RENEW,0,1,9.90,USD\r\n");
    assertThat(prices(file)).containsExactly(COM);

    String yen =
        PriceFile.write(
            Map.of("com", List.of(new PriceCell(ProductAction.RENEW, 3, 2, 990))),
            CurrencyUnit.JPY);
    assertThat(prices(yen).getFirst().perYear()).isEqualTo(new ProposedAmount("990", "JPY"));
  }

  @Test
  @DisplayName("PR-20 files as spreadsheets write them are read")
  void filesOfSpreadsheetsAreRead() throws IOException {
    assertThat(prices("\uFEFF" + HEADER + "com,RENEW,0,1,9.90,USD")).containsExactly(COM);
    assertThat(prices(HEADER.replace("\r\n", "\n") + "\"com\", renew ,0,1,\"9.90\",USD\n\n"))
        .containsExactly(COM);
    assertThat(prices(HEADER + "みんな,RENEW,0,1,9.90,USD").getFirst().product())
        .isEqualTo("xn--q9jyb4c");
  }

  @Test
  @DisplayName("PR-20 each refusal names its row and says what to do")
  void eachRefusalNamesItsRow() throws IOException {
    assertThat(
            refused(
                HEADER
                    + "com,RENEW,0,1,9.90,USD\r\n"
                    + "com,BUY,x,1.5,9.90,USD\r\n"
                    + "com,RENEW\r\n"
                    + "com,RENEW,0,,9.90,USD\r\n"))
        .extracting(PriceRefusal::field)
        .containsExactly("row 3.action", "row 3.slab", "row 3.years", "row 4", "row 5.years");
    assertThat(refused("com,RENEW,0,1,9.90,USD"))
        .extracting(PriceRefusal::code)
        .containsExactly("header-unknown");
    assertThat(refused("")).extracting(PriceRefusal::code).containsExactly("file-empty");
    assertThat(refused(HEADER)).extracting(PriceRefusal::code).containsExactly("file-empty");
    assertThat(refused(HEADER + "\"com,RENEW" + ",0".repeat(100_000)))
        .extracting(PriceRefusal::code)
        .containsExactly("row-unreadable");
  }

  @Test
  @DisplayName("PR-20 a file in another encoding is refused, saying so")
  void otherEncodingsAreRefused() throws IOException {
    String japanese = HEADER + "みんな,RENEW,0,1,9.90,USD";
    for (String encoding : List.of("Shift_JIS", "EUC-JP", "UTF-16", "UTF-16LE")) {
      assertThat(refused(japanese.getBytes(Charset.forName(encoding))))
          .as(encoding)
          .singleElement()
          .extracting(PriceRefusal::reason)
          .asString()
          .contains("UTF-8");
    }
    assertThat(
            refused(
                (HEADER + "caf\u00e9,RENEW,0,1,9.90,USD").getBytes(StandardCharsets.ISO_8859_1)))
        .extracting(PriceRefusal::code)
        .containsExactly("encoding-unknown");
  }

  @Test
  @DisplayName(
      "PR-20 a file of 200,000 rows is refused after its 20,000th, and not read to its end")
  void aHugeFileIsNotRead() throws IOException {
    CountedRows file = new CountedRows(200_000);

    assertThat(((Content.Refused) PriceFile.read(file, 20_000)).refusals())
        .extracting(PriceRefusal::code)
        .containsExactly("too-many-rows");
    assertThat(file.rows).isBetween(20_000, 22_000);
  }

  @Test
  void aStreamThatBreaksIsNotTheFilesFault() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }
        };
    assertThatThrownBy(() -> PriceFile.read(broken, 1))
        .isInstanceOf(IOException.class)
        .hasMessage("connection reset");
  }

  /** Rows that are made when they are asked for. */
  private static final class CountedRows extends InputStream {

    private final int rowsMax;
    private byte[] row = HEADER.getBytes(StandardCharsets.UTF_8);
    private int at;
    private int rows;

    CountedRows(int rowsMax) {
      this.rowsMax = rowsMax;
    }

    @Override
    public int read() {
      if (at == row.length) {
        if (rows == rowsMax) {
          return -1;
        }
        rows++;
        at = 0;
        row = "com,RENEW,0,1,9.90,USD\r\n".getBytes(StandardCharsets.UTF_8);
      }
      return row[at++];
    }
  }

  private static List<ProposedCell> prices(String file) throws IOException {
    Content content = read(file.getBytes(StandardCharsets.UTF_8));
    assertThat(content).isInstanceOf(Content.Prices.class);
    return ((Content.Prices) content).cells();
  }

  private static List<PriceRefusal> refused(String file) throws IOException {
    return refused(file.getBytes(StandardCharsets.UTF_8));
  }

  private static List<PriceRefusal> refused(byte[] file) throws IOException {
    Content content = read(file);
    assertThat(content).isInstanceOf(Content.Refused.class);
    return ((Content.Refused) content).refusals();
  }

  private static Content read(byte[] file) throws IOException {
    return PriceFile.read(new ByteArrayInputStream(file), 20_000);
  }
}
