### fingerprints of public keys
cat > ed.pub <<'KEY'
ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEeXZQZV1v/Lyy7R+wfcC8DGAH9vjrh+1Tdxu//SOe1i learner@laptop
KEY
cat > rsa.pub <<'KEY'
ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDczHSReIc2iBT5M8OY7BzMd5EUQK29cxK58dchuwwdTC1Op/FICw5VNOzYIv19mEgKj040HhtwJey5Fh3Y6DTrwS1wZsVv8BpQDPc9rJeJ4nCrdKp6Llxt8MZiJ/mUYSZoXP0lbr7BloVYw464EMo20WshngawN/3mRLJhpF/aVvQKQCd3ZN5SwtkYhaEr6dh/se/YvDgWWkz50mBaxwOEm2Oc4Um6DBMIecZWm4XZxUe3VDWrkmWoYK13ge+kbhJWUOLTgoX029K9k3LdubEQaDCWQh+++H7cAeBTdWUHh/WgRuTPrbFVQTOK0gBcnjN70/56p/jX36BHlwcmK/2B old key
KEY
ssh-keygen -lf ed.pub 2>&1 | tr -d '\r'
ssh-keygen -l -f rsa.pub 2>&1 | tr -d '\r'
ssh-keygen -l -E md5 -f rsa.pub 2>&1 | tr -d '\r'

### fingerprints of private keys
cat > ed <<'KEY'
-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
QyNTUxOQAAACBHl2UGVdb/y8su0fsH3AvAxgB/b464ftU3cbv/0jntYgAAAJi0oDORtKAz
kQAAAAtzc2gtZWQyNTUxOQAAACBHl2UGVdb/y8su0fsH3AvAxgB/b464ftU3cbv/0jntYg
AAAEB8tnbIfKSzetc+fswlcJQFcEBPX14CIZmBb4Vxrff1VUeXZQZV1v/Lyy7R+wfcC8DG
AH9vjrh+1Tdxu//SOe1iAAAADmxlYXJuZXJAbGFwdG9wAQIDBAUGBw==
-----END OPENSSH PRIVATE KEY-----
KEY
chmod 600 ed
cat > rsa <<'KEY'
-----BEGIN RSA PRIVATE KEY-----
MIIEowIBAAKCAQEA3Mx0kXiHNogU+TPDmOwczHeRFECtvXMSufHXIbsMHUwtTqfx
SAsOVTTs2CL9fZhICo9ONB4bcCXsuRYd2Og068EtcGbFb/AaUAz3PayXieJwq3Sq
ei5cbfDGYif5lGEmaFz9JW6+wZaFWMOOuBDKNtFrIZ4GsDf95kSyYaRf2lb0CkAn
d2TeUsLZGIWhK+nYf7Hv2Lw4FlpM+dJgWscDhJtjnOFJugwTCHnGVpuF2cVHt1Q1
q5JlqGCtd4HvpG4SVlDi04KF9NvSvZNy3bmxEGgwlkIfvvh+3AHgU3VlB4f1oEbk
z62xVUEzitIAXJ4ze9P+eqf419+gR5cHJiv9gQIDAQABAoIBAAcRDhwHyQAQS+eL
5hMzX1qV6xFEXqslDzDfUhzUwTcA1KRjUKAXJn7IolnqiMVnxcp8uqqFWih1NkXY
NN1X1TXEaYFi8Ke7/gOY3qLdLr5tfmCma7xcVn34Skki8WRz1YhajYmQqU9F03+7
RoqSkv49JpodViZ2rEwd372rRpwUxCFEs8W6qQRisxeUK42WUdpMDVhdV8LNF8I4
zr8A4SpRO7SgWWKWQDVYYDdqzY9CMokkFpPDPqTSe06th5zdr6LlU2/ZgAxJLW6k
xho6DC1zI2yBf91FZo4dBhMTtd1soKQxZiHf5fB3Z5OvpyqW7+ToLCMSHQHyzBzc
TV9L90cCgYEA9oLIUD/dcUHZNpkwsNrxJsW9+DY7WOHVkO4gHS7C+KuskEAuvypL
O8s3XnOZB/ZoOpowhZD9qbmTIg52+AVuEMhMnCu79ZHAIQVMM+8ygRPJ7ppZUn/H
Yq07Cw5qgesHVnXv5AavML9TelJ+MUnJngXe3gyVFWl9IAya1aIMnh8CgYEA5UxL
WTVmv2IcSctGpI2GGLjtW/hXucd8D8tty9R9lWlE/XyLuloYf2mdQ7ljZv8JmBZp
WhOlWCYThkPGxE/QaAF7DRZcVPmRgcanskTcNP29Nn5j57Lc6rCROuzTmwY6rdVT
uqJM8TGAHgW1pma6KXcrfp95N8KfhLocU0A4sF8CgYEAzbMeMhDI2PxIpA26mqln
96GkPt4KMcXpL1H1TES7/0NJ8OkN2QkS1Gdj4ZX2ibVtDhGiEaKGeT1YcF+/mID3
cluhyeOYqXcg6q0ABIpCC4GWzFrR1Ey59TZ2gWhbKeQUMGqjbhTB1ZyhrP3vPXPE
IO/nJEU9lit7dOXvwfrCKqMCgYAmuk0box5YgryeZhvnXRPiBxHn77j5Ysz8afKA
c8JGQwJpAekjr2Xl1zO9pYk5cyfurRJcKWdKzRuNGNNwgr6DYoSjADzWCVTfI2td
e63psVWM56n+D0KqzOmqlydiTpoIlDhRFGqEbkTiTTqSAVW9/Se2ej7iARgqNbjl
ArrQZwKBgDRZNvAVkPQUprk2utoCgONxkWvzfxqonKW0T3dmDf82qwjW4lmtaDXi
+2J7gx8Y+0MQDCFc7b5pOCiBoiR7dWGt0fBM9ugNTk9tOK/qHE5okNfR2WvyTrkr
3EDQMDiXBf5xZTXDAzIqNdV8TifSz7LeZnpbkntAH4AMMVKC0O/f
-----END RSA PRIVATE KEY-----
KEY
chmod 600 rsa
ssh-keygen -lf ed 2>&1 | tr -d '\r'
ssh-keygen -lf rsa 2>&1 | tr -d '\r'

### a key in its picture
cat > ed.pub <<'KEY'
ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEeXZQZV1v/Lyy7R+wfcC8DGAH9vjrh+1Tdxu//SOe1i learner@laptop
KEY
ssh-keygen -lvf ed.pub 2>&1 | tr -d '\r'

### fingerprints of known hosts
cat > known <<'KEY'
10.0.0.1 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEeXZQZV1v/Lyy7R+wfcC8DGAH9vjrh+1Tdxu//SOe1i
[10.0.0.2]:2222 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEeXZQZV1v/Lyy7R+wfcC8DGAH9vjrh+1Tdxu//SOe1i
10.0.0.3,web ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDczHSReIc2iBT5M8OY7BzMd5EUQK29cxK58dchuwwdTC1Op/FICw5VNOzYIv19mEgKj040HhtwJey5Fh3Y6DTrwS1wZsVv8BpQDPc9rJeJ4nCrdKp6Llxt8MZiJ/mUYSZoXP0lbr7BloVYw464EMo20WshngawN/3mRLJhpF/aVvQKQCd3ZN5SwtkYhaEr6dh/se/YvDgWWkz50mBaxwOEm2Oc4Um6DBMIecZWm4XZxUe3VDWrkmWoYK13ge+kbhJWUOLTgoX029K9k3LdubEQaDCWQh+++H7cAeBTdWUHh/WgRuTPrbFVQTOK0gBcnjN70/56p/jX36BHlwcmK/2B
KEY
ssh-keygen -lf known 2>&1 | tr -d '\r'

### fingerprint of what is no key, and of nothing
echo hello > x
ssh-keygen -lf x 2>&1 | tr -d '\r'; echo ${PIPESTATUS[0]}
ssh-keygen -lf nothing 2>&1 | tr -d '\r'; echo ${PIPESTATUS[0]}

### public keys out of private ones
cat > ed <<'KEY'
-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
QyNTUxOQAAACBHl2UGVdb/y8su0fsH3AvAxgB/b464ftU3cbv/0jntYgAAAJi0oDORtKAz
kQAAAAtzc2gtZWQyNTUxOQAAACBHl2UGVdb/y8su0fsH3AvAxgB/b464ftU3cbv/0jntYg
AAAEB8tnbIfKSzetc+fswlcJQFcEBPX14CIZmBb4Vxrff1VUeXZQZV1v/Lyy7R+wfcC8DG
AH9vjrh+1Tdxu//SOe1iAAAADmxlYXJuZXJAbGFwdG9wAQIDBAUGBw==
-----END OPENSSH PRIVATE KEY-----
KEY
chmod 600 ed
cat > rsa <<'KEY'
-----BEGIN RSA PRIVATE KEY-----
MIIEowIBAAKCAQEA3Mx0kXiHNogU+TPDmOwczHeRFECtvXMSufHXIbsMHUwtTqfx
SAsOVTTs2CL9fZhICo9ONB4bcCXsuRYd2Og068EtcGbFb/AaUAz3PayXieJwq3Sq
ei5cbfDGYif5lGEmaFz9JW6+wZaFWMOOuBDKNtFrIZ4GsDf95kSyYaRf2lb0CkAn
d2TeUsLZGIWhK+nYf7Hv2Lw4FlpM+dJgWscDhJtjnOFJugwTCHnGVpuF2cVHt1Q1
q5JlqGCtd4HvpG4SVlDi04KF9NvSvZNy3bmxEGgwlkIfvvh+3AHgU3VlB4f1oEbk
z62xVUEzitIAXJ4ze9P+eqf419+gR5cHJiv9gQIDAQABAoIBAAcRDhwHyQAQS+eL
5hMzX1qV6xFEXqslDzDfUhzUwTcA1KRjUKAXJn7IolnqiMVnxcp8uqqFWih1NkXY
NN1X1TXEaYFi8Ke7/gOY3qLdLr5tfmCma7xcVn34Skki8WRz1YhajYmQqU9F03+7
RoqSkv49JpodViZ2rEwd372rRpwUxCFEs8W6qQRisxeUK42WUdpMDVhdV8LNF8I4
zr8A4SpRO7SgWWKWQDVYYDdqzY9CMokkFpPDPqTSe06th5zdr6LlU2/ZgAxJLW6k
xho6DC1zI2yBf91FZo4dBhMTtd1soKQxZiHf5fB3Z5OvpyqW7+ToLCMSHQHyzBzc
TV9L90cCgYEA9oLIUD/dcUHZNpkwsNrxJsW9+DY7WOHVkO4gHS7C+KuskEAuvypL
O8s3XnOZB/ZoOpowhZD9qbmTIg52+AVuEMhMnCu79ZHAIQVMM+8ygRPJ7ppZUn/H
Yq07Cw5qgesHVnXv5AavML9TelJ+MUnJngXe3gyVFWl9IAya1aIMnh8CgYEA5UxL
WTVmv2IcSctGpI2GGLjtW/hXucd8D8tty9R9lWlE/XyLuloYf2mdQ7ljZv8JmBZp
WhOlWCYThkPGxE/QaAF7DRZcVPmRgcanskTcNP29Nn5j57Lc6rCROuzTmwY6rdVT
uqJM8TGAHgW1pma6KXcrfp95N8KfhLocU0A4sF8CgYEAzbMeMhDI2PxIpA26mqln
96GkPt4KMcXpL1H1TES7/0NJ8OkN2QkS1Gdj4ZX2ibVtDhGiEaKGeT1YcF+/mID3
cluhyeOYqXcg6q0ABIpCC4GWzFrR1Ey59TZ2gWhbKeQUMGqjbhTB1ZyhrP3vPXPE
IO/nJEU9lit7dOXvwfrCKqMCgYAmuk0box5YgryeZhvnXRPiBxHn77j5Ysz8afKA
c8JGQwJpAekjr2Xl1zO9pYk5cyfurRJcKWdKzRuNGNNwgr6DYoSjADzWCVTfI2td
e63psVWM56n+D0KqzOmqlydiTpoIlDhRFGqEbkTiTTqSAVW9/Se2ej7iARgqNbjl
ArrQZwKBgDRZNvAVkPQUprk2utoCgONxkWvzfxqonKW0T3dmDf82qwjW4lmtaDXi
+2J7gx8Y+0MQDCFc7b5pOCiBoiR7dWGt0fBM9ugNTk9tOK/qHE5okNfR2WvyTrkr
3EDQMDiXBf5xZTXDAzIqNdV8TifSz7LeZnpbkntAH4AMMVKC0O/f
-----END RSA PRIVATE KEY-----
KEY
chmod 600 rsa
ssh-keygen -y -f ed 2>&1 | tr -d '\r'
ssh-keygen -y -f rsa 2>&1 | tr -d '\r'

### a private key that others can read
cat > ed <<'KEY'
-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
QyNTUxOQAAACBHl2UGVdb/y8su0fsH3AvAxgB/b464ftU3cbv/0jntYgAAAJi0oDORtKAz
kQAAAAtzc2gtZWQyNTUxOQAAACBHl2UGVdb/y8su0fsH3AvAxgB/b464ftU3cbv/0jntYg
AAAEB8tnbIfKSzetc+fswlcJQFcEBPX14CIZmBb4Vxrff1VUeXZQZV1v/Lyy7R+wfcC8DG
AH9vjrh+1Tdxu//SOe1iAAAADmxlYXJuZXJAbGFwdG9wAQIDBAUGBw==
-----END OPENSSH PRIVATE KEY-----
KEY
chmod 600 ed
chmod 644 ed
ssh-keygen -y -f ed 2>&1 | tr -d '\r'; echo ${PIPESTATUS[0]}

### a damaged private key
cat > ed <<'KEY'
-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
QyNTUxOQAAACBHl2UGVdb/y8su0fsH3AvAxgB/b464ftU3cbv/0jntYgAAAJi0oDORtKAz
kQAAAAtzc2gtZWQyNTUxOQAAACBHl2UGVdb/y8su0fsH3AvAxgB/b464ftU3cbv/0jntYg
AAAEB8tnbIfKSzetc+fswlcJQFcEBPX14CIZmBb4Vxrff1VUeXZQZV1v/Lyy7R+wfcC8DG
AH9vjrh+1Tdxu//SOe1iAAAADmxlYXJuZXJAbGFwdG9wAQIDBAUGBw==
-----END OPENSSH PRIVATE KEY-----
KEY
chmod 600 ed
head -c 200 ed > bad; chmod 600 bad
ssh-keygen -y -f bad 2>&1 | tr -d '\r'; echo ${PIPESTATUS[0]}
sed 's/OPENSSH/RSA/' bad > worse; chmod 600 worse
ssh-keygen -y -f worse 2>&1 | tr -d '\r'; echo ${PIPESTATUS[0]}

### public keys in other forms
cat > rsa.pub <<'KEY'
ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDczHSReIc2iBT5M8OY7BzMd5EUQK29cxK58dchuwwdTC1Op/FICw5VNOzYIv19mEgKj040HhtwJey5Fh3Y6DTrwS1wZsVv8BpQDPc9rJeJ4nCrdKp6Llxt8MZiJ/mUYSZoXP0lbr7BloVYw464EMo20WshngawN/3mRLJhpF/aVvQKQCd3ZN5SwtkYhaEr6dh/se/YvDgWWkz50mBaxwOEm2Oc4Um6DBMIecZWm4XZxUe3VDWrkmWoYK13ge+kbhJWUOLTgoX029K9k3LdubEQaDCWQh+++H7cAeBTdWUHh/WgRuTPrbFVQTOK0gBcnjN70/56p/jX36BHlwcmK/2B old key
KEY
ssh-keygen -e -m PEM -f rsa.pub 2>&1 | tr -d '\r'
ssh-keygen -e -m PKCS8 -f rsa.pub 2>&1 | tr -d '\r'
ssh-keygen -e -m NONE -f rsa.pub 2>&1 | tr -d '\r'; echo ${PIPESTATUS[0]}

### a host that is known, and one that is not
cat > known <<'KEY'
10.0.0.1 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEeXZQZV1v/Lyy7R+wfcC8DGAH9vjrh+1Tdxu//SOe1i
[10.0.0.2]:2222 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEeXZQZV1v/Lyy7R+wfcC8DGAH9vjrh+1Tdxu//SOe1i
10.0.0.3,web ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDczHSReIc2iBT5M8OY7BzMd5EUQK29cxK58dchuwwdTC1Op/FICw5VNOzYIv19mEgKj040HhtwJey5Fh3Y6DTrwS1wZsVv8BpQDPc9rJeJ4nCrdKp6Llxt8MZiJ/mUYSZoXP0lbr7BloVYw464EMo20WshngawN/3mRLJhpF/aVvQKQCd3ZN5SwtkYhaEr6dh/se/YvDgWWkz50mBaxwOEm2Oc4Um6DBMIecZWm4XZxUe3VDWrkmWoYK13ge+kbhJWUOLTgoX029K9k3LdubEQaDCWQh+++H7cAeBTdWUHh/WgRuTPrbFVQTOK0gBcnjN70/56p/jX36BHlwcmK/2B
KEY
ssh-keygen -F 10.0.0.1 -f known 2>&1 | tr -d '\r'; echo ${PIPESTATUS[0]}
ssh-keygen -F web -f known 2>&1 | tr -d '\r'; echo ${PIPESTATUS[0]}
ssh-keygen -F '[10.0.0.2]:2222' -f known 2>&1 | tr -d '\r'; echo ${PIPESTATUS[0]}
ssh-keygen -F 10.9.9.9 -f known 2>&1 | tr -d '\r'; echo ${PIPESTATUS[0]}

### a host is forgotten
cat > known <<'KEY'
10.0.0.1 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEeXZQZV1v/Lyy7R+wfcC8DGAH9vjrh+1Tdxu//SOe1i
[10.0.0.2]:2222 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEeXZQZV1v/Lyy7R+wfcC8DGAH9vjrh+1Tdxu//SOe1i
10.0.0.3,web ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDczHSReIc2iBT5M8OY7BzMd5EUQK29cxK58dchuwwdTC1Op/FICw5VNOzYIv19mEgKj040HhtwJey5Fh3Y6DTrwS1wZsVv8BpQDPc9rJeJ4nCrdKp6Llxt8MZiJ/mUYSZoXP0lbr7BloVYw464EMo20WshngawN/3mRLJhpF/aVvQKQCd3ZN5SwtkYhaEr6dh/se/YvDgWWkz50mBaxwOEm2Oc4Um6DBMIecZWm4XZxUe3VDWrkmWoYK13ge+kbhJWUOLTgoX029K9k3LdubEQaDCWQh+++H7cAeBTdWUHh/WgRuTPrbFVQTOK0gBcnjN70/56p/jX36BHlwcmK/2B
KEY
ssh-keygen -R 10.0.0.1 -f known 2>&1 | tr -d '\r'; echo ${PIPESTATUS[0]}
cat known
ls
ssh-keygen -R 10.9.9.9 -f known 2>&1 | tr -d '\r'; echo ${PIPESTATUS[0]}

### a key is made without a word, and one is in the way
ssh-keygen -q -t ed25519 -N '' -C c -f k && ls && ssh-keygen -lf k | cut -d' ' -f1,3-
stat -c '%a %n' k k.pub
echo n | ssh-keygen -q -t ed25519 -N '' -f k 2>&1 | tr -d '\r'; echo ${PIPESTATUS[1]}

### another comment
cat > ed <<'KEY'
-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
QyNTUxOQAAACBHl2UGVdb/y8su0fsH3AvAxgB/b464ftU3cbv/0jntYgAAAJi0oDORtKAz
kQAAAAtzc2gtZWQyNTUxOQAAACBHl2UGVdb/y8su0fsH3AvAxgB/b464ftU3cbv/0jntYg
AAAEB8tnbIfKSzetc+fswlcJQFcEBPX14CIZmBb4Vxrff1VUeXZQZV1v/Lyy7R+wfcC8DG
AH9vjrh+1Tdxu//SOe1iAAAADmxlYXJuZXJAbGFwdG9wAQIDBAUGBw==
-----END OPENSSH PRIVATE KEY-----
KEY
chmod 600 ed
cat > ed.pub <<'KEY'
ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEeXZQZV1v/Lyy7R+wfcC8DGAH9vjrh+1Tdxu//SOe1i learner@laptop
KEY
ssh-keygen -c -C new -f ed 2>&1 | tr -d '\r'; echo ${PIPESTATUS[0]}
ssh-keygen -y -f ed 2>&1 | tr -d '\r'
cut -d' ' -f3 ed.pub

### PEM and back
cat > rsa <<'KEY'
-----BEGIN RSA PRIVATE KEY-----
MIIEowIBAAKCAQEA3Mx0kXiHNogU+TPDmOwczHeRFECtvXMSufHXIbsMHUwtTqfx
SAsOVTTs2CL9fZhICo9ONB4bcCXsuRYd2Og068EtcGbFb/AaUAz3PayXieJwq3Sq
ei5cbfDGYif5lGEmaFz9JW6+wZaFWMOOuBDKNtFrIZ4GsDf95kSyYaRf2lb0CkAn
d2TeUsLZGIWhK+nYf7Hv2Lw4FlpM+dJgWscDhJtjnOFJugwTCHnGVpuF2cVHt1Q1
q5JlqGCtd4HvpG4SVlDi04KF9NvSvZNy3bmxEGgwlkIfvvh+3AHgU3VlB4f1oEbk
z62xVUEzitIAXJ4ze9P+eqf419+gR5cHJiv9gQIDAQABAoIBAAcRDhwHyQAQS+eL
5hMzX1qV6xFEXqslDzDfUhzUwTcA1KRjUKAXJn7IolnqiMVnxcp8uqqFWih1NkXY
NN1X1TXEaYFi8Ke7/gOY3qLdLr5tfmCma7xcVn34Skki8WRz1YhajYmQqU9F03+7
RoqSkv49JpodViZ2rEwd372rRpwUxCFEs8W6qQRisxeUK42WUdpMDVhdV8LNF8I4
zr8A4SpRO7SgWWKWQDVYYDdqzY9CMokkFpPDPqTSe06th5zdr6LlU2/ZgAxJLW6k
xho6DC1zI2yBf91FZo4dBhMTtd1soKQxZiHf5fB3Z5OvpyqW7+ToLCMSHQHyzBzc
TV9L90cCgYEA9oLIUD/dcUHZNpkwsNrxJsW9+DY7WOHVkO4gHS7C+KuskEAuvypL
O8s3XnOZB/ZoOpowhZD9qbmTIg52+AVuEMhMnCu79ZHAIQVMM+8ygRPJ7ppZUn/H
Yq07Cw5qgesHVnXv5AavML9TelJ+MUnJngXe3gyVFWl9IAya1aIMnh8CgYEA5UxL
WTVmv2IcSctGpI2GGLjtW/hXucd8D8tty9R9lWlE/XyLuloYf2mdQ7ljZv8JmBZp
WhOlWCYThkPGxE/QaAF7DRZcVPmRgcanskTcNP29Nn5j57Lc6rCROuzTmwY6rdVT
uqJM8TGAHgW1pma6KXcrfp95N8KfhLocU0A4sF8CgYEAzbMeMhDI2PxIpA26mqln
96GkPt4KMcXpL1H1TES7/0NJ8OkN2QkS1Gdj4ZX2ibVtDhGiEaKGeT1YcF+/mID3
cluhyeOYqXcg6q0ABIpCC4GWzFrR1Ey59TZ2gWhbKeQUMGqjbhTB1ZyhrP3vPXPE
IO/nJEU9lit7dOXvwfrCKqMCgYAmuk0box5YgryeZhvnXRPiBxHn77j5Ysz8afKA
c8JGQwJpAekjr2Xl1zO9pYk5cyfurRJcKWdKzRuNGNNwgr6DYoSjADzWCVTfI2td
e63psVWM56n+D0KqzOmqlydiTpoIlDhRFGqEbkTiTTqSAVW9/Se2ej7iARgqNbjl
ArrQZwKBgDRZNvAVkPQUprk2utoCgONxkWvzfxqonKW0T3dmDf82qwjW4lmtaDXi
+2J7gx8Y+0MQDCFc7b5pOCiBoiR7dWGt0fBM9ugNTk9tOK/qHE5okNfR2WvyTrkr
3EDQMDiXBf5xZTXDAzIqNdV8TifSz7LeZnpbkntAH4AMMVKC0O/f
-----END RSA PRIVATE KEY-----
KEY
chmod 600 rsa
ssh-keygen -q -p -N '' -f rsa; head -1 rsa
ssh-keygen -p -m PEM -N '' -f rsa; head -1 rsa
ssh-keygen -y -f rsa 2>&1 | tr -d '\r'

### kinds of keys that there are not
ssh-keygen -t nonsense -f k 2>&1 | tr -d '\r'; echo ${PIPESTATUS[0]}
ssh-keygen -t rsa -b 100 -f k 2>&1 | tr -d '\r'; echo ${PIPESTATUS[0]}
