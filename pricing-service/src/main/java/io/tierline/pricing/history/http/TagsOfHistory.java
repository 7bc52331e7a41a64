package io.tierline.pricing.history.http;

import io.tierline.pricing.history.KeepHistory;
import io.tierline.pricing.history.SeenHistory;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Entity tags of versions, as clients see them, name the history of the database, too: {@code
 * "7-0a1b2c3d4e5f"}, for version 7 is another one after the database was set back. Controllers know
 * nothing of it: {@code If-Match} reaches them without, and {@link SavedOnWhatWasSeen} looks after
 * the rest. {@code If-None-Match} is compared with what is sent, so it stays as it is.
 *
 * <p>A tag gets the history that was known before its version was read. That may be one that is
 * over, never one that comes: at worst the tag fits nothing. What was saved on a version that was
 * seen is of the history of that one, as its commit has proved.
 */
@Component
final class TagsOfHistory extends OncePerRequestFilter {

  /** Of a version, and of what else is shown with it. */
  private static final String VERSION = "\\d{1,18}(?:\\.\\d{1,18})?";

  private static final Pattern OURS = Pattern.compile('"' + "(" + VERSION + ")" + '"');
  private static final Pattern SEEN =
      Pattern.compile("\\s*\"(" + VERSION + ")(?:-([0-9a-z]{1,40}))?\"\\s*");
  private static final String NONE = "";
  private static final List<String> ANY = List.of("*");
  private static final Set<String> READS = Set.of("GET", "HEAD");

  private final KeepHistory histories;

  TagsOfHistory(KeepHistory histories) {
    this.histories = histories;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<String> seen = seen(Collections.list(request.getHeaders(HttpHeaders.IF_MATCH)));
    String known = histories.known();
    HttpServletResponse answer =
        new WithHistory(
            response,
            seen.filter(history -> saves(request) && !history.equals(NONE)).orElse(known));
    HttpServletRequest asked = new WithoutHistory(request);
    if (seen.isEmpty()) {
      chain.doFilter(asked, answer);
      return;
    }
    try {
      SeenHistory.in(
          seen.get(),
          () -> {
            chain.doFilter(asked, answer);
            return answer;
          });
    } catch (IOException | ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  /**
   * The history of the version that was seen. Whatever else is sent was never given out and is of
   * none, also where a controller would take it for a version: nothing is saved on it.
   *
   * @param ifMatch each header of that name
   * @return nothing where there is none, and for {@code *}, which asks for no version (RFC 9110,
   *     13.1.1)
   */
  private static Optional<String> seen(List<String> ifMatch) {
    if (ifMatch.isEmpty() || ifMatch.equals(ANY)) {
      return Optional.empty();
    }
    Matcher tag = SEEN.matcher(ifMatch.getFirst());
    boolean isOurs = ifMatch.size() == 1 && tag.matches();
    return Optional.of(isOurs ? Objects.requireNonNullElse(tag.group(2), NONE) : NONE);
  }

  /** A read proves nothing of the tag that came with it. */
  private static boolean saves(HttpServletRequest request) {
    return !READS.contains(request.getMethod());
  }

  private static final class WithHistory extends HttpServletResponseWrapper {

    private final String history;

    WithHistory(HttpServletResponse response, String history) {
      super(response);
      this.history = history;
    }

    @Override
    public void setHeader(String name, String value) {
      super.setHeader(name, tagged(name, value));
    }

    @Override
    public void addHeader(String name, String value) {
      super.addHeader(name, tagged(name, value));
    }

    private String tagged(String name, String value) {
      if (!HttpHeaders.ETAG.equalsIgnoreCase(name) || value == null || history.isEmpty()) {
        return value;
      }
      Matcher version = OURS.matcher(value);
      return version.matches() ? "\"%s-%s\"".formatted(version.group(1), history) : value;
    }
  }

  private static final class WithoutHistory extends HttpServletRequestWrapper {

    WithoutHistory(HttpServletRequest request) {
      super(request);
    }

    @Override
    public @Nullable String getHeader(String name) {
      String value = super.getHeader(name);
      return value == null ? null : bare(name, value);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return Collections.enumeration(
          Collections.list(super.getHeaders(name)).stream()
              .map(value -> bare(name, value))
              .toList());
    }

    private static String bare(String name, String value) {
      Matcher tag = SEEN.matcher(value);
      return HttpHeaders.IF_MATCH.equalsIgnoreCase(name) && tag.matches()
          ? '"' + tag.group(1) + '"'
          : value;
    }
  }
}
