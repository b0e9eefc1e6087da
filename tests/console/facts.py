"""What a unit must have before its site goes live."""

FACTS = {
    "site_identification_code": "3607000001",
    "icp_number": "赣ICP备00000001号-1",
    "public_security_number": "赣公网安备00000000001号",
    "phone": "0797-1234567",
    "address": "示范路1号",
    "postcode": "341000",
    "email": "a1@city.example",
}
