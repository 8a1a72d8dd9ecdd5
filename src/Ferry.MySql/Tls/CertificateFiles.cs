using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ferry.Databases;

namespace Ferry.MySql.Tls;

/// <summary>The PEM files that the settings name. A file that cannot be used is a mistake of the configuration, told before anybody is connected to.</summary>
internal static class CertificateFiles
{
    /// <summary>The authorities to trust; null for the system's own.</summary>
    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/>.</exception>
    public static X509Certificate2Collection? Authorities(TlsOptions options) => options.CaFile is not { } file
        ? null
        : Read(file, nameof(TlsOptions.CaFile), () =>
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file);
            return authorities.Count > 0 ? authorities : throw new CryptographicException($"{file} holds no certificate.");
        });

    /// <summary>The certificate that the client shows, with its key; null for none.</summary>
    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/>.</exception>
    public static X509Certificate2? Client(TlsOptions options) => options.CertificateFile is not { } file
        ? null
        : Read(file, options.KeyFile is null ? nameof(TlsOptions.CertificateFile) : $"{nameof(TlsOptions.CertificateFile)} and {nameof(TlsOptions.KeyFile)}", () =>
        {
            var certificate = X509Certificate2.CreateFromPemFile(file, options.KeyFile);
            if (!OperatingSystem.IsWindows())
            {
                return certificate;
            }

            // Windows cannot use a key that lives only in memory until it has been imported.
            using (certificate)
            {
                return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
            }
        });

    private static T Read<T>(string file, string setting, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new FerryException(
                FailureKind.Usage, "mysql.tls-file", $"The certificate file {file} cannot be used.", exception.Message,
                $"Check the setting Tls:{setting}: it names PEM files, from the configuration's folder.", exception);
        }
    }
}
