package io.tierline.kit.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.tierline.kit.http.IfMatch;
import io.tierline.kit.idempotency.Idempotent;
import io.tierline.kit.paging.PageRequest;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.method.HandlerMethod;

/** Adds to each operation what the kit does around it. */
final class OperationDescriptions implements GlobalOperationCustomizer {

  private static final String KEY = "Idempotency-Key";
  private static final Map<String, String> REFUSALS =
      Map.of(
          "400", "The request is not well formed, or a value is not allowed",
          "401", "A valid token is required",
          "403", "The token's scopes do not allow this",
          "429", "Too many requests; see Retry-After");

  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    ApiResponses responses =
        operation.getResponses() == null ? new ApiResponses() : operation.getResponses();
    operation.setResponses(responses);
    REFUSALS.forEach((status, words) -> refusal(responses, status, words));
    if (method.hasMethodAnnotation(Idempotent.class)) {
      operation.addParametersItem(
          new HeaderParameter()
              .name(KEY)
              .required(true)
              .schema(new StringSchema())
              .example("6f1f9a52-6b1c-4c5a-9d0e-2f6c8f1d7a31"));
    }
    keyOf(operation)
        .ifPresent(
            key -> {
              key.description(
                  "A new random value for each thing you want done; the same to try again");
              key.getSchema().maxLength(200);
              refusal(responses, "409", "The first request with this key is still running");
              refusal(responses, "422", "The key was used for another request");
            });
    if (takes(method, IfMatch.class)) {
      operation.addParametersItem(
          new HeaderParameter()
              .name("If-Match")
              .required(true)
              .description("The ETag of the version you have seen, as it was sent")
              .schema(new StringSchema())
              .example("\"7\""));
      refusal(responses, "412", "It was changed meanwhile");
      refusal(responses, "428", "If-Match is missing");
    }
    if (takes(method, PageRequest.class)) {
      operation.addParametersItem(
          new QueryParameter().name("limit").schema(limit()).description("How many items at most"));
      operation.addParametersItem(
          new QueryParameter()
              .name("after")
              .schema(new StringSchema())
              .description("The 'next' of the page before"));
    }
    scope(operation, method);
    return operation;
  }

  /** Of an idempotent operation, whether the kit or the operation itself remembers the key. */
  private static Optional<Parameter> keyOf(Operation operation) {
    return operation.getParameters() == null
        ? Optional.empty()
        : operation.getParameters().stream()
            .filter(parameter -> KEY.equals(parameter.getName()))
            .findFirst();
  }

  private static Schema<?> limit() {
    Schema<?> limit = new IntegerSchema();
    limit.setMinimum(BigDecimal.ONE);
    limit.setMaximum(BigDecimal.valueOf(PageRequest.LIMIT_MAX));
    limit.setExample(PageRequest.LIMIT_DEFAULT);
    return limit;
  }

  private static boolean takes(HandlerMethod method, Class<?> type) {
    return Stream.of(method.getMethodParameters())
        .map(MethodParameter::getParameterType)
        .anyMatch(type::equals);
  }

  private static void scope(Operation operation, HandlerMethod method) {
    PreAuthorize own = method.getMethodAnnotation(PreAuthorize.class);
    PreAuthorize rule =
        own == null
            ? AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), PreAuthorize.class)
            : own;
    if (rule != null) {
      String before = operation.getDescription() == null ? "" : operation.getDescription() + "\n\n";
      operation.setDescription(before + "Allowed when: `" + rule.value() + "`");
    }
  }

  private static void refusal(ApiResponses responses, String status, String words) {
    responses.computeIfAbsent(
        status,
        _ ->
            new ApiResponse()
                .description(words)
                .content(
                    new Content()
                        .addMediaType(
                            "application/problem+json",
                            new MediaType()
                                .schema(
                                    new Schema<>()
                                        .$ref(
                                            "#/components/schemas/"
                                                + OpenApiAutoConfiguration.PROBLEM)))));
  }
}
