package tandem.entity.index;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The bytes that objects take on a heap of less than 32 GiB: a header of 12, of 16 for an array,
 * references of 4, all rounded up to 8. What is reachable from an object through classes of ours,
 * arrays and collections is counted, the rest is a constant.
 */
final class HeapSize {

  private static final int HEADER = 12;
  private static final int ARRAY_HEADER = 16;
  private static final int REFERENCE = 4;

  private final Predicate<Object> left;
  private final Set<Object> met = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> next = new ArrayDeque<>();
  private long bytes;

  private HeapSize(Predicate<Object> left) {
    this.left = left;
  }

  /** Of what is reachable from {@code root}, without what is {@code left} out. */
  static long of(Object root, Predicate<Object> left) {
    HeapSize size = new HeapSize(left);
    size.meet(root);
    while (!size.next.isEmpty()) {
      size.count(size.next.remove());
    }
    return size.bytes;
  }

  private void meet(Object object) {
    if (object != null && !left.test(object) && met.add(object)) {
      next.add(object);
    }
  }

  private void count(Object object) {
    if (object.getClass().isArray()) {
      countArray(object);
    } else if (object instanceof Collection<?> all) {
      bytes += 2 * ARRAY_HEADER + HEADER + (long) REFERENCE * all.size();
      all.forEach(this::meet);
    } else {
      countFields(object);
    }
  }

  private void countArray(Object array) {
    Class<?> type = array.getClass().getComponentType();
    add(ARRAY_HEADER + (long) size(type) * Array.getLength(array));
    if (!type.isPrimitive()) {
      for (Object element : (Object[]) array) {
        meet(element);
      }
    }
  }

  private void countFields(Object object) {
    long size = HEADER;
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          size += size(field.getType());
          follow(field, object);
        }
      }
    }
    add(size);
  }

  private void follow(Field field, Object object) {
    if (!field.getType().isPrimitive()
        && field.getDeclaringClass().getName().startsWith("tandem")) {
      try {
        field.setAccessible(true);
        meet(field.get(object));
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(field.toString(), e);
      }
    }
  }

  private void add(long size) {
    bytes += (size + 7) / 8 * 8;
  }

  private static int size(Class<?> type) {
    return !type.isPrimitive()
        ? REFERENCE
        : type == long.class || type == double.class
            ? 8
            : type == int.class || type == float.class
                ? 4
                : type == short.class || type == char.class ? 2 : 1;
  }
}
