package io.tierline.kit.http;

import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.StringUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses text in path, query and form that is not UTF-8, or that holds the character NUL, which
 * PostgreSQL cannot store: said here it names the parameter, said there it would be an error of
 * ours.
 */
final class CleanTextFilter extends OncePerRequestFilter {

  private final ProblemWriter problems;

  CleanTextFilter(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ProblemException refusal = refusal(request);
    if (refusal == null) {
      chain.doFilter(request, response);
    } else {
      problems.write(request, response, refusal);
    }
  }

  private static @Nullable ProblemException refusal(HttpServletRequest request) {
    String path = whatIsWrong(request.getRequestURI(), '/');
    if (path != null) {
      return new ProblemException(CommonProblems.BAD_REQUEST, "The path " + path);
    }
    String query = request.getQueryString();
    if (query != null) {
      for (String pair : StringUtils.delimitedListToStringArray(query, "&")) {
        String wrong = whatIsWrong(pair, '=');
        if (wrong != null) {
          return parameter(name(pair), wrong);
        }
      }
    }
    return isForm(request) ? formRefusal(request) : null;
  }

  private static @Nullable ProblemException formRefusal(HttpServletRequest request) {
    for (Map.Entry<String, String[]> parameter : request.getParameterMap().entrySet()) {
      if (parameter.getKey().indexOf('\0') >= 0) {
        return new ProblemException(
            CommonProblems.INVALID_VALUE, "A parameter's name holds the character NUL (%00).");
      }
      for (String value : parameter.getValue()) {
        if (value.indexOf('\0') >= 0) {
          return parameter(parameter.getKey(), "holds the character NUL (%00), which is not text.");
        }
      }
    }
    return null;
  }

  private static boolean isForm(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
  }

  private static ProblemException parameter(String name, String wrong) {
    return new ProblemException(
        CommonProblems.INVALID_VALUE,
        "The parameter '%s' %s".formatted(name, wrong),
        Map.of("parameter", name));
  }

  private static String name(String pair) {
    int end = pair.indexOf('=');
    String name = end < 0 ? pair : pair.substring(0, end);
    return whatIsWrong(name, '=') == null ? name : "?";
  }

  private static @Nullable String whatIsWrong(String encoded, char plain) {
    if (encoded.indexOf('%') < 0) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.allocate(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c != '%') {
        bytes.put((byte) plain);
        continue;
      }
      int high = i + 2 <= encoded.length() - 1 ? Character.digit(encoded.charAt(i + 1), 16) : -1;
      int low = i + 2 <= encoded.length() - 1 ? Character.digit(encoded.charAt(i + 2), 16) : -1;
      if (high < 0 || low < 0) {
        return "has a '%' that is not followed by two hexadecimal digits.";
      }
      int value = high * 16 + low;
      if (value == 0) {
        return "holds the character NUL (%00), which is not text.";
      }
      bytes.put((byte) value);
      i += 2;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
      return null;
    } catch (CharacterCodingException e) {
      return "is not UTF-8.";
    }
  }
}
