using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ferry.MySql.Tests.Tls;

/// <summary>Certificates in files of a folder of their own.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ferry-tls-");

    /// <summary>A certificate that a test server's own authority has signed.</summary>
    /// <param name="authorityFile">The authority; its key lies beside it as ca-key.pem.</param>
    /// <param name="name">Host name that it is for.</param>
    /// <param name="expired">Whether it was valid only in the past.</param>
    public (string Certificate, string Key) Sign(string authorityFile, string name, bool expired = false)
    {
        using var authority = X509Certificate2.CreateFromPemFile(authorityFile, Path.Combine(Path.GetDirectoryName(authorityFile)!, "ca-key.pem"));
        using var key = RSA.Create(2048);
        var request = Request(key, name);
        using var certificate = request.Create(
            authority, authority.NotBefore, expired ? authority.NotBefore.AddSeconds(1) : authority.NotAfter, RandomNumberGenerator.GetBytes(8));
        return Write(name, certificate, key);
    }

    /// <summary>An authority that has signed nothing.</summary>
    public string Stranger()
    {
        using var key = RSA.Create(2048);
        var request = Request(key, "stranger");
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return Write("stranger", certificate, key).Certificate;
    }

    public string Text(string name, string content)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, content);
        return file;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static CertificateRequest Request(RSA key, string name)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        return request;
    }

    private (string Certificate, string Key) Write(string name, X509Certificate2 certificate, RSA key) =>
        (Text($"{name}.pem", certificate.ExportCertificatePem()), Text($"{name}-key.pem", key.ExportPkcs8PrivateKeyPem()));
}
