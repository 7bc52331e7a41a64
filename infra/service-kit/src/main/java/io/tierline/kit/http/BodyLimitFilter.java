package io.tierline.kit.http;

import io.tierline.kit.problem.BodyTooLarge;
import io.tierline.kit.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a body that is too large: at once where its length is announced, otherwise at the first
 * byte too many. Nothing beyond the limit is read.
 */
final class BodyLimitFilter extends OncePerRequestFilter {

  private final ProblemWriter problems;
  private final long bytesMax;

  BodyLimitFilter(ProblemWriter problems, long bytesMax) {
    this.problems = problems;
    this.bytesMax = bytesMax;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > bytesMax) {
      // What the client still sends would be taken for its next request.
      response.setHeader(HttpHeaders.CONNECTION, "close");
      problems.write(request, response, BodyTooLarge.problem(bytesMax));
      return;
    }
    chain.doFilter(new Limited(request, bytesMax), response);
  }

  private static final class Limited extends HttpServletRequestWrapper {

    private final long bytesMax;
    private @Nullable ServletInputStream body;

    Limited(HttpServletRequest request, long bytesMax) {
      super(request);
      this.bytesMax = bytesMax;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      ServletInputStream opened = body;
      if (opened == null) {
        opened = new Counted(super.getInputStream(), bytesMax);
        body = opened;
      }
      return opened;
    }

    @Override
    public BufferedReader getReader() throws IOException {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }

  private static final class Counted extends ServletInputStream {

    private final ServletInputStream body;
    private final long bytesMax;
    private long bytes;

    Counted(ServletInputStream body, long bytesMax) {
      this.body = body;
      this.bytesMax = bytesMax;
    }

    @Override
    public int read() throws IOException {
      int read = body.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = body.read(target, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int more) throws BodyTooLarge {
      bytes += more;
      if (bytes > bytesMax) {
        throw new BodyTooLarge(bytesMax);
      }
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }
  }
}
