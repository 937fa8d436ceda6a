// A password in each format of hash that an imported account may have. Made with OpenSSL, Python's hashlib and, for
// Firebase, taken from the example of its own documentation (https://github.com/firebase/scrypt).

export interface ImportedHash {
  format: string;
  hash: string;
  password: string;
}

const password = "violet-meadow-1947";

export const importedHashes: ImportedHash[] = [
  {
    format: "argon2id",
    hash: "$argon2id$v=19$m=1024,t=2,p=1$HL3TYaM1VnUIFYCvk09rKA$6lOFnFBWGdcsHnEx3Jidit4ImYmcy+XDTkmXZjDdfGI",
    password,
  },
  {
    format: "argon2i",
    hash: "$argon2i$v=19$m=1024,t=2,p=1$E3fIBHCpnQJuV8Zi3hJj4A$zoAr9CMe7d3ZziTq0naqcwd1WUosDEotNvxbm318/0w",
    password,
  },
  { format: "bcrypt 2a", hash: "$2a$04$fu/icOOPPBWlgPiJv/pkqu0OtNg73j97laxXLLKgowrKdkhF3tTTu", password },
  { format: "bcrypt 2b", hash: "$2b$04$fu/icOOPPBWlgPiJv/pkqu0OtNg73j97laxXLLKgowrKdkhF3tTTu", password },
  { format: "bcrypt 2y", hash: "$2y$04$fu/icOOPPBWlgPiJv/pkqu0OtNg73j97laxXLLKgowrKdkhF3tTTu", password },
  {
    format: "pbkdf2-sha1",
    hash: "$pbkdf2-sha1$i=1000,l=20$MDEyMzQ1Njc4OWFiY2RlZg$a2wfgQHTWFv5KknbM98phZEY7zA",
    password,
  },
  {
    format: "pbkdf2-sha224",
    hash: "$pbkdf2-sha224$i=1000,l=28$MDEyMzQ1Njc4OWFiY2RlZg$gMUxJ0n3I9ce7X7KinxKlZCxTjYOHlD7CCB9Lw",
    password,
  },
  {
    format: "pbkdf2-sha256",
    hash: "$pbkdf2-sha256$i=1000,l=32$MDEyMzQ1Njc4OWFiY2RlZg$zz9ITuBYgQ9wiIomQHJDQi4R9LNdox6CV/DyKX+Bbd8",
    password,
  },
  {
    format: "pbkdf2-sha384",
    hash: "$pbkdf2-sha384$i=1000,l=48$MDEyMzQ1Njc4OWFiY2RlZg$DIucBuYqeb3PHs+BSXm3pOeUBFExAVLB97h8ZVDbkd+/mJUnK1+3jneObE1qT9bf",
    password,
  },
  {
    format: "pbkdf2-sha512",
    hash: "$pbkdf2-sha512$i=1000,l=64$MDEyMzQ1Njc4OWFiY2RlZg$oue7L31IbjhbifvU13zyVIj6zBhtGceg9AH66QSaKMiOf+/w44ScWYreXL6B9aC3WS9pF4MbaVxlHMQtoEXh4w",
    password,
  },
  {
    format: "scrypt",
    hash: "$scrypt$ln=1024,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg==$KX0pJSGArFOHdWdR5ow4oi4eceNCAHBdL8soSGY9fUM=",
    password,
  },
  {
    format: "firebase scrypt",
    hash: "$firescrypt$ln=14,r=8,p=1$42xEC+ixf3L2lw==$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==$Bw==$jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==",
    password: "user1password",
  },
  { format: "md5", hash: "$md5$qkB69F4UZxXSqsVl3+KOSQ==", password },
  {
    format: "salted md5",
    hash: "$md5$pf=e1NBTFR9JCR7UEFTU1dPUkR9IQ==$MDEyMzQ1Njc4OWFiY2RlZg==$FtWx8yIpq8YzJVD/B+4rfA==",
    password,
  },
  {
    format: "salted sha1",
    hash: "$sha1$pf=e1NBTFR9JCR7UEFTU1dPUkR9IQ==$MDEyMzQ1Njc4OWFiY2RlZg==$nBS67qRD2fuV1+ZZ9hl0ohDOHwg=",
    password,
  },
  {
    format: "salted sha256",
    hash: "$sha256$pf=e1NBTFR9JCR7UEFTU1dPUkR9IQ==$MDEyMzQ1Njc4OWFiY2RlZg==$7mFQB7GSEMPa65p/Aj7KrHgjWN1ey4sT+vXqjf5SQGg=",
    password,
  },
  {
    format: "salted sha512",
    hash: "$sha512$pf=e1NBTFR9JCR7UEFTU1dPUkR9IQ==$MDEyMzQ1Njc4OWFiY2RlZg==$GQkk4XRNLbw4W3tx+DOc2MynSPoQ5ygJ3/5Oy1TbLd85JWZY5olLtY9Q5V/rJPLRh7vXar+14fwPmL/GvwjL7A==",
    password,
  },
  { format: "ssha", hash: "{SSHA}5D/Z/3TQ+f2/rDZTkLOSSjLOLBQwMTIzNDU2Nzg5YWJjZGVm", password },
  {
    format: "ssha256",
    hash: "{SSHA256}omtNNoylcfLWi3f/e0GGwnB59l88Pa5NOC5mK/v4nwQwMTIzNDU2Nzg5YWJjZGVm",
    password,
  },
  {
    format: "ssha512",
    hash: "{SSHA512}q0ZvnkphKbP/HjQWakrKvb8W6V+QYCtX/XTTL9SMENONUsvd2rasoEzJ53rcaata3/T/WRhsQVOEuTk32FYoDjAxMjM0NTY3ODlhYmNkZWY=",
    password,
  },
  { format: "hmac-md4", hash: "$hmac-md4$ODQyMWJkMjE5ZDYyNmIxN2MwZWRmMDIyNzlmNTgyNzk=$YS1rZXk=", password },
  { format: "hmac-md5", hash: "$hmac-md5$MTNlOGJjNTFlMjc5ODI2NjVmYTk4Yzg3Y2EyZTZlOTE=$YS1rZXk=", password },
  {
    format: "hmac-sha1",
    hash: "$hmac-sha1$NmU4YTc5ZDkxNWZmNDcxNmU4ODE5OGUxOTBhM2NhMTFmMTIxYjY0Yg==$YS1rZXk=",
    password,
  },
  {
    format: "hmac-sha224",
    hash: "$hmac-sha224$NDJlOTI2OTU5MDZjYmI4ZjMxNjMyZDIxN2MyYTRiMGQxMTNhMzcyYmNkZGVhMzdmMzE3ZTkxOWY=$YS1rZXk=",
    password,
  },
  {
    format: "hmac-sha256",
    hash: "$hmac-sha256$OGI4NjNmMzM1YjgyNTBhOTdkZTJkM2ZmN2EyOGRhMzU5YmY2MjgxOWZlMzE3NzY3NDMzMzhlN2UxMDhhOTUyNA==$YS1rZXk=",
    password,
  },
  {
    format: "hmac-sha384",
    hash: "$hmac-sha384$ZjYzYjFhMTJjZjliZjk0NzBjMDBjMDU5MTE0ODkzM2YxZTU1MTE4OTk1NWYwZGJjZjgxNTcyZTI3MWUwM2VjMTZhNmJmNzRkNTZkNTQ0ZjRjZGRmNmU2NmZlYzkzODAw$YS1rZXk=",
    password,
  },
  {
    format: "hmac-sha512",
    hash: "$hmac-sha512$MDM3YzA1Y2E1YjBkYjdjNWZhYjYzMDVlYWNmODgwZjdlMjFlNjhhYzAxZDc0Y2VhYTgxYTk1NjQxMmQ5ZTZiYjcwNjc3ZTkwY2M1ZGZlYzkxZDM0YWNhNWJiYmI5NzFhOWQ3MTcxODI4ZWE4OWUzYWI0ZWI0ZDllOTQ4YjM3OGI=$YS1rZXk=",
    password,
  },
  { format: "md5-crypt", hash: "$md5-crypt$saltsalt$9JtTHtpebsGZ9UJGXTGNt/", password },
  {
    format: "sha256-crypt",
    hash: "$sha256-crypt$saltsaltsaltsalt$7JS1Ue6BwoqhQWJIP0cJ2ogtrvZPafalFMrzwJFWbA7",
    password,
  },
  {
    format: "sha256-crypt with rounds",
    hash: "$sha256-crypt$rounds=1234$saltsaltsaltsalt$xxXIfj0iqLQZFn2gbqjSxgubXf6L.2dm8tnT3teEi45",
    password,
  },
  {
    format: "sha512-crypt",
    hash: "$sha512-crypt$saltsaltsaltsalt$oxPUwu9jmXysQeA02UusMPc7qnlMI0S7OtQBBKtngZmNsBvDsp8ueKUbnaRcxTaJh8LCSVv4e02cQJy3JlNDJ/",
    password,
  },
];
