package tandem.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A certificate authority for one test, and the certificates that it gives, by Java's keytool. */
final class TestCertificates {

  private static final String PASSWORD = "only-a-test";

  private final Path directory;
  private final Path store;

  private TestCertificates(Path directory) {
    this.directory = directory;
    this.store = directory.resolve("keys.p12");
  }

  /** A new authority in a new directory. */
  static TestCertificates make(Path directory) throws Exception {
    TestCertificates authority = new TestCertificates(Files.createDirectory(directory));
    authority.keytool("-alias", "ca", "-dname", "CN=Test CA", "-ext", "bc:c=ca:true");
    return authority;
  }

  /** A new certificate of this name, as the environment of config/tls.conf. */
  Map<String, String> files(String name) throws Exception {
    if (!keys().containsAlias(name)) {
      keytool("-alias", name, "-dname", "CN=" + name, "-ext", "san=dns:" + name, "-signer", "ca");
    }
    KeyStore keys = keys();
    return Map.of(
        "TANDEM_TLS_CA", pem("ca.crt", "CERTIFICATE", keys.getCertificate("ca").getEncoded()),
        "TANDEM_TLS_CERT",
            pem(name + ".crt", "CERTIFICATE", keys.getCertificate(name).getEncoded()),
        "TANDEM_TLS_KEY",
            pem(
                name + ".key",
                "PRIVATE KEY",
                keys.getKey(name, PASSWORD.toCharArray()).getEncoded()));
  }

  private KeyStore keys() throws GeneralSecurityException, IOException {
    return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
  }

  private String pem(String file, String type, byte[] content) throws IOException {
    String text =
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(type, Base64.getMimeEncoder().encodeToString(content), type);
    return Files.writeString(directory.resolve(file), text).toString();
  }

  private void keytool(String... options) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-validity",
                "2"));
    command.addAll(List.of(options));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool failed: " + said);
    }
  }
}
