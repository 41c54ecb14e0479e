package tandem.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalDirectoryTest {

  private static final LocalPlan PLAN = new LocalPlan(3, 9010, "", "", "tandem");

  @Test
  void delete_afterAStart_leavesWhatIsNotOfTheCluster(@TempDir Path path) throws IOException {
    LocalDirectory directory = new LocalDirectory(path);
    directory.write(PLAN);
    directory.write(PLAN.withNodes(1)); // of more nodes before
    Path foreign = Files.writeString(path.resolve("ratings.csv"), "");
    Path log = Files.createDirectories(directory.logs()).resolve("node1.log");
    Files.writeString(log, "");

    directory.delete();

    assertThat(path).isDirectoryContaining(foreign::equals);
    assertThat(path.toFile().list()).hasSize(1);
  }

  @Test
  void requirePlan_whereThereIsNone_saysWhatToDo(@TempDir Path path) {
    assertThatThrownBy(() -> new LocalDirectory(path).requirePlan())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("./tandem cluster up");
  }

  @Test
  void process_isTheOneWithItsCommandLine_andNoOther(@TempDir Path path) {
    LocalDirectory directory = new LocalDirectory(path);
    LocalProcess node = directory.node(1);
    List<String> line = new ArrayList<>(List.of("-Xmx512m", "tandem.app.Main"));
    line.addAll(node.arguments());

    assertThat(node.is(line)).isTrue();
    assertThat(directory.node(2).is(line)).isFalse();
    assertThat(new LocalDirectory(path.resolve("other")).node(1).is(line)).isFalse();
    assertThat(node.is(List.of("-c", String.join(" ", line)))).isFalse();
    assertThat(node.is(node.arguments())).isFalse();
    assertThat(node.find()).isEmpty();
  }
}
