package tandem.app.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.typesafe.config.Config;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tandem.app.AppConfig;

/** The manifests are of the API, fit together, and fit the program. */
final class KubernetesTest {

  /** The model classes keep what they do not know in a map; here that is an error. */
  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .annotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                  return false;
                }
              })
          .build();

  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of(
          "ConfigMap", ConfigMap.class,
          "ServiceAccount", ServiceAccount.class,
          "Role", Role.class,
          "RoleBinding", RoleBinding.class,
          "Service", Service.class,
          "Deployment", Deployment.class,
          "Job", Job.class,
          "PodDisruptionBudget", PodDisruptionBudget.class,
          "NetworkPolicy", NetworkPolicy.class);

  private static final List<HasMetadata> ALL = new ArrayList<>();

  @BeforeAll
  static void read() throws IOException {
    for (String name : List.of("kubernetes", "kubernetes-migrate", "kubernetes-serve")) {
      for (JsonNode document : Repository.yaml(Path.of("docker", name + ".yaml"))) {
        Class<? extends HasMetadata> type = KINDS.get(document.get("kind").asText());
        assertThat(type).as("%s", document.get("kind")).isNotNull();
        HasMetadata object = STRICT.treeToValue(document, type);
        assertThat(document.get("apiVersion").asText()).isEqualTo(HasMetadata.getApiVersion(type));
        ALL.add(object);
      }
    }
  }

  private static <T> Stream<T> all(Class<T> type) {
    return ALL.stream().filter(type::isInstance).map(type::cast);
  }

  private static <T extends HasMetadata> T one(Class<T> type, String name) {
    return all(type).filter(o -> o.getMetadata().getName().equals(name)).findFirst().orElseThrow();
  }

  private static List<PodTemplateSpec> pods() {
    return Stream.concat(
            all(Deployment.class).map(deployment -> deployment.getSpec().getTemplate()),
            all(Job.class).map(job -> job.getSpec().getTemplate()))
        .toList();
  }

  private static Container container(PodTemplateSpec pod) {
    assertThat(pod.getSpec().getContainers()).hasSize(1);
    return pod.getSpec().getContainers().get(0);
  }

  private static boolean selects(Map<String, String> selector, PodTemplateSpec pod) {
    return pod.getMetadata().getLabels().entrySet().containsAll(selector.entrySet());
  }

  private static Config config(PodTemplateSpec pod) {
    List<String> args = container(pod).getArgs();
    Path file = Path.of(args.get(args.indexOf("--config") + 1));
    return AppConfig.load(Optional.of(Repository.file(file)));
  }

  @Test
  void deployments_selectors_matchTheirOwnPodsOnly() {
    all(Deployment.class)
        .forEach(
            deployment -> {
              Map<String, String> selector = deployment.getSpec().getSelector().getMatchLabels();
              assertThat(pods().stream().filter(pod -> selects(selector, pod)))
                  .containsExactly(deployment.getSpec().getTemplate());
            });
  }

  @Test
  void selectors_servicesBudgetAndPolicy_matchPodsWithTheirPorts() {
    all(Service.class)
        .forEach(
            service -> {
              List<PodTemplateSpec> matched =
                  pods().stream()
                      .filter(pod -> selects(service.getSpec().getSelector(), pod))
                      .toList();
              assertThat(matched).isNotEmpty();
              for (PodTemplateSpec pod : matched) {
                assertThat(container(pod).getPorts())
                    .extracting(ContainerPort::getName)
                    .containsAll(
                        service.getSpec().getPorts().stream()
                            .map(port -> port.getTargetPort().getStrVal())
                            .toList());
              }
            });
    PodTemplateSpec node = one(Deployment.class, "tandem").getSpec().getTemplate();
    assertThat(
            selects(
                one(PodDisruptionBudget.class, "tandem").getSpec().getSelector().getMatchLabels(),
                node))
        .isTrue();
    NetworkPolicy policy = one(NetworkPolicy.class, "tandem");
    assertThat(selects(policy.getSpec().getPodSelector().getMatchLabels(), node)).isTrue();
    assertThat(
            policy.getSpec().getIngress().stream()
                .flatMap(rule -> rule.getPorts().stream())
                .map(port -> port.getPort().getStrVal()))
        .containsExactlyInAnyOrderElementsOf(
            container(node).getPorts().stream().map(ContainerPort::getName).toList());
  }

  @Test
  void policy_portsBetweenNodes_areForNodesOnly() {
    one(NetworkPolicy.class, "tandem").getSpec().getIngress().stream()
        .filter(
            rule ->
                rule.getPorts().stream()
                    .anyMatch(
                        port ->
                            List.of("remoting", "management").contains(port.getPort().getStrVal())))
        .forEach(
            rule -> {
              assertThat(rule.getFrom()).hasSize(1);
              assertThat(rule.getFrom().get(0).getNamespaceSelector()).isNull();
              assertThat(rule.getFrom().get(0).getPodSelector().getMatchLabels())
                  .isEqualTo(Map.of("app", "tandem"));
            });
  }

  @Test
  void nodes_portsProbesAndLabels_areThoseOfTheProgram() {
    all(Deployment.class)
        .map(deployment -> deployment.getSpec().getTemplate())
        .forEach(
            pod -> {
              Config config = config(pod);
              Map<String, Integer> ports =
                  Map.of(
                      "http", config.getInt("tandem.http.port"),
                      "admin", config.getInt("tandem.http.admin.port"),
                      "remoting", config.getInt("akka.remote.artery.canonical.port"),
                      "management", config.getInt("akka.management.http.port"));
              Container container = container(pod);
              for (ContainerPort port : container.getPorts()) {
                assertThat(port.getContainerPort()).isEqualTo(ports.get(port.getName()));
              }
              assertThat(container.getPorts()).hasSize(ports.size());
              Config discovery =
                  config.getConfig("akka.management.cluster.bootstrap.contact-point-discovery");
              assertThat(discovery.getString("port-name")).isEqualTo("management");
              assertThat(pod.getMetadata().getLabels())
                  .containsEntry("app", discovery.getString("service-name"));
              assertThat(path(container.getStartupProbe())).isEqualTo("/health/live");
              assertThat(path(container.getLivenessProbe())).isEqualTo("/health/live");
              assertThat(path(container.getReadinessProbe())).isEqualTo("/health/ready");
            });
  }

  private static String path(Probe probe) {
    HTTPGetAction get = probe.getHttpGet();
    assertThat(get.getPort().getStrVal()).isEqualTo("admin");
    return get.getPath();
  }

  @Test
  void nodes_grace_isLongerThanPreStopAndAllPhases() {
    all(Deployment.class)
        .map(deployment -> deployment.getSpec().getTemplate())
        .forEach(
            pod -> {
              List<String> preStop =
                  container(pod).getLifecycle().getPreStop().getExec().getCommand();
              assertThat(preStop).hasSize(2).first().isEqualTo("sleep");
              Duration shutdown =
                  Repository.phases(config(pod)).plusSeconds(Long.parseLong(preStop.get(1)));
              assertThat(Duration.ofSeconds(pod.getSpec().getTerminationGracePeriodSeconds()))
                  .isGreaterThan(shutdown);
            });
  }

  @Test
  void serveOnly_settings_makeNoClusterAndHoldNoEntities() {
    Config config = config(one(Deployment.class, "tandem-serve").getSpec().getTemplate());
    assertThat(config.getStringList("akka.cluster.roles")).containsExactly("serve");
    assertThat(config.getBoolean("akka.management.cluster.bootstrap.new-cluster-enabled"))
        .isFalse();
  }

  @Test
  void pods_namesOfOtherObjects_areThere() {
    for (PodTemplateSpec pod : pods()) {
      PodSpec spec = pod.getSpec();
      if (spec.getServiceAccountName() != null) {
        assertThat(one(ServiceAccount.class, spec.getServiceAccountName())).isNotNull();
      }
      container(pod)
          .getEnvFrom()
          .forEach(from -> one(ConfigMap.class, from.getConfigMapRef().getName()));
      assertThat(spec.getVolumes().stream().map(volume -> volume.getName()))
          .containsExactlyInAnyOrderElementsOf(
              container(pod).getVolumeMounts().stream().map(VolumeMount::getName).toList());
    }
    RoleBinding binding = one(RoleBinding.class, "tandem-finds-pods");
    Role role = one(Role.class, binding.getRoleRef().getName());
    assertThat(role.getRules()).hasSize(1);
    assertThat(role.getRules().get(0).getVerbs()).containsExactly("get", "list", "watch");
    binding.getSubjects().forEach(subject -> one(ServiceAccount.class, subject.getName()));
  }

  @Test
  void pods_environment_isWhatOverlaysRead() throws IOException {
    String overlays = Repository.overlays();
    for (PodTemplateSpec pod : pods()) {
      container(pod)
          .getEnv()
          .forEach(variable -> assertThat(overlays).contains("${?" + variable.getName() + "}"));
    }
    one(ConfigMap.class, "tandem").getData().keySet().stream()
        .filter(name -> !name.equals("TANDEM_LOG")) // read by logback.xml
        .forEach(name -> assertThat(overlays).contains("${?" + name + "}"));
  }

  @Test
  void pods_security_isTheRestrictedStandard() {
    for (PodTemplateSpec pod : pods()) {
      assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
      assertThat(pod.getSpec().getSecurityContext().getRunAsUser())
          .isEqualTo(Repository.IMAGE_USER);
      assertThat(pod.getSpec().getSecurityContext().getSeccompProfile().getType())
          .isEqualTo("RuntimeDefault");
      var security = container(pod).getSecurityContext();
      assertThat(security.getAllowPrivilegeEscalation()).isFalse();
      assertThat(security.getReadOnlyRootFilesystem()).isTrue();
      assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
      assertThat(container(pod).getResources().getLimits()).containsKey("memory");
      assertThat(container(pod).getVolumeMounts())
          .extracting(VolumeMount::getMountPath)
          .contains("/tmp");
    }
  }
}
