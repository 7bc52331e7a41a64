package io.tierline.kit.http;

import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.kit.tenancy.SellerScope;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** The seller of the request, in the type the controller asks for. */
final class CurrentSellerResolver implements HandlerMethodArgumentResolver {

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.hasParameterAnnotation(CurrentSeller.class);
  }

  @Override
  public @Nullable Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders)
      throws Exception {
    String seller =
        SellerScope.seller()
            .orElseThrow(
                () ->
                    new ProblemException(
                        CommonProblems.FORBIDDEN,
                        "The token of a seller is required; this one acts for none."));
    if (binders == null) {
      return seller;
    }
    WebDataBinder binder = binders.createBinder(request, null, "seller");
    return binder.convertIfNecessary(seller, parameter.getParameterType(), parameter);
  }
}
