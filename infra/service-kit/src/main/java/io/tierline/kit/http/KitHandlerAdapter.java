package io.tierline.kit.http;

import io.tierline.kit.idempotency.Idempotent;
import io.tierline.kit.idempotency.OnceOnly;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.kit.tenancy.WholeChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Runs a controller's method as its annotations ask. It is done here, around reading the body and
 * writing the answer, so that the answer that is remembered is the one that was sent.
 */
final class KitHandlerAdapter extends RequestMappingHandlerAdapter {

  private final ObjectProvider<OnceOnly> onceOnly;

  KitHandlerAdapter(ObjectProvider<OnceOnly> onceOnly) {
    this.onceOnly = onceOnly;
  }

  @Override
  protected @Nullable ModelAndView invokeHandlerMethod(
      HttpServletRequest request, HttpServletResponse response, HandlerMethod method)
      throws Exception {
    if (method.hasMethodAnnotation(WholeChain.class)) {
      return SellerScope.<@Nullable ModelAndView, Exception>callInBackground(
          () -> once(request, response, method));
    }
    return once(request, response, method);
  }

  private @Nullable ModelAndView once(
      HttpServletRequest request, HttpServletResponse response, HandlerMethod method)
      throws Exception {
    if (!method.hasMethodAnnotation(Idempotent.class)) {
      return super.invokeHandlerMethod(request, response, method);
    }
    onceOnly
        .getObject()
        .run(
            request,
            response,
            (read, held) -> {
              ModelAndView view = super.invokeHandlerMethod(read, held, method);
              if (view != null || read.isAsyncStarted()) {
                throw new IllegalStateException(
                    "An @Idempotent method answers with a body, at once: " + method);
              }
            });
    return null;
  }
}
