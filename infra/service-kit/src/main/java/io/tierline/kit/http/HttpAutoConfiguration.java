package io.tierline.kit.http;

import io.tierline.kit.idempotency.OnceOnly;
import io.tierline.kit.paging.PageRequestResolver;
import io.tierline.kit.problem.ProblemWriter;
import io.tierline.kit.problem.Surprises;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** Limits before, and conventions around, every controller. */
@AutoConfiguration(
    beforeName = {
      "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration",
      "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration"
    },
    afterName = "io.tierline.kit.problem.ProblemAutoConfiguration")
@EnableConfigurationProperties(HttpSettings.class)
class HttpAutoConfiguration {

  /** Inside the observation, so that a refusal has a trace and is counted; before security. */
  private static final int FIRST = Ordered.HIGHEST_PRECEDENCE + 100;

  @Bean
  FilterRegistrationBean<SurpriseFilter> surpriseFilter(ProblemWriter problems) {
    return ordered(new SurpriseFilter(problems), FIRST);
  }

  @Bean
  FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(
      ProblemWriter problems, HttpSettings settings) {
    return ordered(new BodyLimitFilter(problems, settings.bodySizeMax().toBytes()), FIRST + 1);
  }

  @Bean
  FilterRegistrationBean<CleanTextFilter> cleanTextFilter(ProblemWriter problems) {
    return ordered(new CleanTextFilter(problems), FIRST + 2);
  }

  /** Before security, that is before a token or a secret costs anything. */
  @Bean
  FilterRegistrationBean<RateLimitFilter> addressRateLimit(
      ProblemWriter problems, HttpSettings settings) {
    return ordered(RateLimitFilter.ofAddresses(problems, settings), FIRST + 3);
  }

  private static <F extends jakarta.servlet.Filter> FilterRegistrationBean<F> ordered(
      F filter, int order) {
    FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(order);
    return registration;
  }

  @Bean
  RequestRejectedHandler suspiciousAddresses(ProblemWriter problems) {
    return (request, response, refusal) ->
        problems.write(request, response, Surprises.problem(refusal));
  }

  @Bean
  WebMvcRegistrations kitHandlerAdapter(ObjectProvider<OnceOnly> onceOnly) {
    return new WebMvcRegistrations() {
      @Override
      public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
        return new KitHandlerAdapter(onceOnly);
      }
    };
  }

  @Bean
  WebMvcConfigurer kitArguments() {
    return new WebMvcConfigurer() {
      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CurrentSellerResolver());
        resolvers.add(new IfMatchResolver());
        resolvers.add(new PageRequestResolver());
      }
    };
  }

  @Bean
  ProblemErrorController problemErrorController(ProblemWriter problems) {
    return new ProblemErrorController(problems);
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsBeforeAnyFilter() {
    return new ProblemValves();
  }
}
