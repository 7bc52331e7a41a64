package io.tierline.storefront;

import io.tierline.contracts.SellerId;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that our own objects reach from a cache: not only what it would answer with, also what
 * waits and what was forgotten to be dropped.
 */
record Held(Set<SellerId> sellers, Set<String> texts) {

  static Held by(PriceCache cache) {
    Held held = new Held(new HashSet<>(), new HashSet<>());
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> open = new ArrayDeque<>();
    open.add(cache);
    while (!open.isEmpty()) {
      Object object = open.pop();
      if (seen.add(object)) {
        switch (object) {
          case SellerId seller -> held.sellers.add(seller);
          case String text -> held.texts.add(text);
          case Enum<?> _ -> {}
          case Map<?, ?> map -> {
            // A snapshot each, for the cache goes on while it is looked at.
            open.addAll(Arrays.asList(map.keySet().toArray()));
            open.addAll(Arrays.asList(map.values().toArray()));
          }
          case Object[] many -> Arrays.stream(many).filter(Objects::nonNull).forEach(open::add);
          case Iterable<?> many -> many.forEach(open::add);
          default -> {
            if (object.getClass().getName().startsWith("io.tierline.")) {
              fieldsOf(object, open);
            }
          }
        }
      }
    }
    return held;
  }

  private static void fieldsOf(Object object, Deque<Object> open) {
    for (Class<?> type = object.getClass(); type != null && type != Object.class; ) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          Object value = read(field, object);
          if (value != null) {
            open.add(value);
          }
        }
      }
      type = type.getSuperclass();
    }
  }

  private static @Nullable Object read(Field field, Object object) {
    try {
      field.setAccessible(true);
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
