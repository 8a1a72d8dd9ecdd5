using Ferry.Environments;

namespace Ferry.Tests.Environments.Settings;

public sealed class SettingsFileEditorTests : IDisposable
{
    private const string Text = "{\r\n\t// mine\r\n\t\"Ferry\": {\r\n\t\t\"Environments\": { \"local\": { \"Databases\": { \"main\": { \"Url\": \"mysql://root@127.0.0.1/movies\", \"Password\": \"env:CANARY\" } } } }\r\n\t}\r\n}\r\n";
    private static readonly SettingValue[] Settings = [new(["Sync", "Identity", "users"], "[\"lower(email)\"]"), new(["Sync", "Identity", "orders"], "\"none\"")];
    private readonly ConfigurationFolder _folder = new ConfigurationFolder().With("ferry.json", Text).WithVariable("CANARY", "canary-7f3");

    private string File => System.IO.Path.Combine(_folder.Path, "ferry.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Adds_to_the_file_and_leaves_all_else_as_it_is()
    {
        await SettingsFileEditor.WriteAsync(_folder.Load().SettingsFile!, Settings, TestContext.Current.CancellationToken);

        (await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken)).ShouldBe(Text.Replace(
            "} } } }\r\n\t}", "} } } },\r\n\t\t\"Sync\": { \"Identity\": { \"users\": [\"lower(email)\"], \"orders\": \"none\" } }\r\n\t}", StringComparison.Ordinal));
        _folder.Load().Options.Sync.Identity.Keys.ShouldBe(["users", "orders"]);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Keeps_the_mode_a_link_and_a_byte_order_mark()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes");
        await System.IO.File.WriteAllTextAsync(File, Text, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), TestContext.Current.CancellationToken);
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var link = System.IO.Path.Combine(_folder.Path, "link.json");
        System.IO.File.CreateSymbolicLink(link, File);

        await SettingsFileEditor.WriteAsync(link, Settings, TestContext.Current.CancellationToken);

        new FileInfo(link).LinkTarget.ShouldBe(File);
        System.IO.File.GetUnixFileMode(File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        (await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken)).AsSpan().StartsWith(System.Text.Encoding.UTF8.Preamble).ShouldBeTrue();
        _folder.Load().Options.Sync.Identity.Keys.ShouldBe(["users", "orders"]);
    }

    [Theory]
    [InlineData("{ \"Ferry\": { \"Sync\": null } }")]
    [InlineData("{ \"Ferry\": ")]
    public async Task What_cannot_be_edited_is_left_alone(string text)
    {
        _folder.With("ferry.json", text);

        (await Should.ThrowAsync<FerryException>(() => SettingsFileEditor.WriteAsync(File, Settings, TestContext.Current.CancellationToken))).Code.ShouldBe("config.not-written");

        (await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken)).ShouldBe(text);
        Directory.GetFiles(_folder.Path).ShouldBe([File]);
    }

    [Fact]
    public void A_folder_without_the_file_has_none_to_write_to() =>
        new ConfigurationFolder().With(".env", "DB_CONNECTION=sqlite\nDB_DATABASE=a.db\n").Load().SettingsFile.ShouldBeNull();
}
