using System.Text;
using Ferry.Reading;
using Ferry.Schema;
using Ferry.Sync.Masking;
using Ferry.Sync.Masking.Detection;

namespace Ferry.Tests.Sync.Masking.Detection;

public sealed class PersonalDataDetectorTests
{
    [Theory]
    [InlineData("users", "email", "varchar(255)", MaskKind.Email)]
    [InlineData("users", "password", "varchar(255)", MaskKind.Password)]
    [InlineData("users", "remember_token", "varchar(100)", MaskKind.Token)]
    [InlineData("users", "name", "varchar(255)", MaskKind.Name)]
    [InlineData("sessions", "ip_address", "varchar(45)", MaskKind.Ip)]
    [InlineData("users", "two_factor_secret", "text", MaskKind.Token)]
    [InlineData("users", "encrypted_password", "varchar(255)", MaskKind.Password)]
    [InlineData("users", "current_sign_in_ip", "varchar(255)", MaskKind.Ip)]
    [InlineData("users", "unconfirmed_email", "varchar(255)", MaskKind.Email)]
    [InlineData("users", "reset_password_token", "varchar(255)", MaskKind.Token)]
    [InlineData("auth_user", "first_name", "varchar(150)", MaskKind.FirstName)]
    [InlineData("auth_user", "last_name", "varchar(150)", MaskKind.LastName)]
    [InlineData("auth_user", "username", "varchar(150)", MaskKind.Username)]
    [InlineData("AspNetUsers", "NormalizedEmail", "TEXT", MaskKind.Email)]
    [InlineData("AspNetUsers", "NormalizedUserName", "TEXT", MaskKind.Username)]
    [InlineData("AspNetUsers", "PasswordHash", "TEXT", MaskKind.Password)]
    [InlineData("AspNetUsers", "PhoneNumber", "TEXT", MaskKind.Phone)]
    [InlineData("AspNetUsers", "SecurityStamp", "TEXT", MaskKind.Token)]
    [InlineData("wp_users", "user_pass", "varchar(255)", MaskKind.Password)]
    [InlineData("wp_users", "user_login", "varchar(60)", MaskKind.Username)]
    [InlineData("wp_comments", "comment_author_email", "varchar(100)", MaskKind.Email)]
    [InlineData("wp_comments", "comment_author_IP", "varchar(100)", MaskKind.Ip)]
    [InlineData("orders", "billing_address", "varchar(255)", MaskKind.Address)]
    [InlineData("orders", "shipping_zip", "varchar(10)", MaskKind.Postcode)]
    [InlineData("orders", "card_number", "varchar(20)", MaskKind.Card)]
    [InlineData("payees", "iban", "varchar(34)", MaskKind.Iban)]
    [InlineData("patients", "date_of_birth", "date", MaskKind.DateShift)]
    [InlineData("employees", "salary", "decimal(10,2)", MaskKind.NumberNoise)]
    [InlineData("people", "ssn", "char(11)", MaskKind.Token)]
    [InlineData("people", "gender", "enum('m','f')", MaskKind.Null)]
    public void A_personal_column_is_known_by_its_name(string table, string column, string type, MaskKind kind) =>
        Detect(table, column, type).ShouldNotBeNull().Proposal.ShouldBe(kind);

    [Theory]
    [InlineData("users", "id", "bigint")]
    [InlineData("users", "email_verified_at", "timestamp")]
    [InlineData("users", "email_notifications", "tinyint(1)")]
    [InlineData("AspNetUsers", "EmailConfirmed", "tinyint(1)")]
    [InlineData("AspNetUsers", "PhoneNumberConfirmed", "tinyint(1)")]
    [InlineData("users", "created_at", "timestamp")]
    [InlineData("movies", "name", "varchar(255)")]
    [InlineData("movies", "description", "text")]
    [InlineData("movies", "title", "varchar(255)")]
    [InlineData("products", "token_count", "int")]
    [InlineData("orders", "user_id", "bigint")]
    [InlineData("tips", "tip", "varchar(100)")]
    [InlineData("countries", "ship_code", "varchar(10)")]
    [InlineData("users", "login_count", "int")]
    public void An_ordinary_column_is_left_alone(string table, string column, string type) => Detect(table, column, type).ShouldBeNull();

    [Theory]
    [InlineData(MaskKind.Email, "a@b.org", "c.d@e.net", "f@g.example.com")]
    [InlineData(MaskKind.Phone, "+49 170 1234567", "+1 212 555 0100", "+33 1 23 45 67 89")]
    [InlineData(MaskKind.Ip, "203.0.113.7", "10.0.0.1", "2001:db8::1")]
    [InlineData(MaskKind.Iban, "DE89370400440532013000", "GB29 NWBK 6016 1331 9268 19", "DE89 3704 0044 0532 0130 00")]
    [InlineData(MaskKind.Card, "4111111111111111", "5555 5555 5555 4444", "4012888888881881")]
    [InlineData(MaskKind.Password, "$2y$10$92IXUNpk", "$2b$12$abcdef", "$argon2id$v=19")]
    [InlineData(MaskKind.Name, "Anna Meyer", "Oscar Lind", "Maria de-Souza")]
    [InlineData(MaskKind.Text, "call her", "wrote to a@b.org", "nothing else")]
    public void A_personal_column_is_known_by_its_values(MaskKind kind, params string[] values) =>
        Detect("things", "value", "varchar(255)", values).ShouldNotBeNull().Proposal.ShouldBe(kind);

    [Theory]
    [InlineData("1234567", "7654321", "5556667")]
    [InlineData("2020-01-01", "2021-02-03", "1999-12-31")]
    [InlineData("1.2.3", "10.0.1", "2.0.0")]
    [InlineData("4111111111111112", "1234567890123456", "5555555555554445")]
    [InlineData("The Matrix", "Blade Runner", "Alien")]
    [InlineData("0001-00", "12-34-56", "99 bottles")]
    public void Ordinary_values_are_left_alone(params string[] values) => Detect("things", "value", "varchar(255)", values).ShouldBeNull();

    [Fact]
    public void A_finding_never_holds_a_value()
    {
        var found = Detect("things", "value", "varchar(255)", ["ana@real.org", "bob@real.org", "eve@real.org"])!;

        $"{found} {PersonalDataDetector.Warn("production", [found]).Single()}".ShouldNotContain("real.org");
        found.Reason.ShouldBe("100 % of 3 values are e-mail addresses");
    }

    [Fact]
    public async Task A_protected_source_is_warned_about_what_no_rule_speaks_of()
    {
        var table = new Table { Name = "users", Ddl = "", Columns = [Masked.Column("email"), Masked.Column("phone"), Masked.Column("name"), Masked.Column("bio", "text")] };
        var rules = Masked.Rules(("users.email", new() { Kind = MaskKind.Email }), ("users.name", new() { Kind = MaskKind.Keep }));

        var found = await PersonalDataDetector.DetectAsync([table], RowFormat.Plain, null, TestContext.Current.CancellationToken);
        var unclassified = PersonalDataDetector.Unclassified(found, rules);

        unclassified.Select(column => column.Column).ShouldBe(["phone", "bio"]);
        var warning = PersonalDataDetector.Warn("production", unclassified).Single();
        (warning.Severity, warning.Code).ShouldBe((FindingSeverity.Warning, "mask.unclassified"));
        warning.Remedy.ShouldBe("Add to Sync:Mask, or say keep: \"users.phone\": \"phone\"");
    }

    private static PersonalColumn? Detect(string table, string column, string type, params string[] values)
    {
        var columns = new[] { Masked.Column(column, type) };
        var sample = values.Length == 0 ? null : TableSample.Read(columns, RowFormat.Plain, Encoding.UTF8.GetBytes(string.Concat(values.Select(value => value + "\n"))));
        return PersonalDataDetector.Detect(new Table { Name = table, Ddl = "", Columns = columns }, RowFormat.Plain, sample).SingleOrDefault();
    }
}
